import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TaskError } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/workflow/event.ts';
import { appendEvent, eventsOf } from '../../src/workflow/events.ts';
import { executionsOf, findExecution, unfinishedExecutions } from '../../src/workflow/execution.ts';
import { openExecution } from '../../src/workflow/open-execution.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { stopExecution } from '../../src/workflow/stop-execution.ts';
import { manualClock } from './manual-clock.ts';
import { openJournal } from './open-journal.ts';
import { opened } from './run-document.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::work:any' };
const twoTasks = { A: { ...task, Next: 'B' }, B: { ...task, End: true } };

/** A task that ends only when it is aborted. */
const endless = ({ signal }: { signal: AbortSignal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new TaskError('Atelier.MachineFailed', 'killed')));
  });

describe('running an execution', () => {
  test('tells each transition, in order, once it is in the journal', async () => {
    const { journal, execution } = opened({ states: twoTasks });
    const told: Event[] = [];
    await runExecution({
      journal,
      execution,
      runTask: async () => 1,
      tell: (event) => {
        told.push(event);
        expect(eventsOf(journal, execution).at(-1)).toEqual(event);
      },
    });
    expect(told.map(({ seq, path, kind }) => `${seq} ${path} ${kind}`)).toEqual([
      '1 A entered',
      '2 A started',
      '3 A exited',
      '4 B entered',
      '5 B started',
      '6 B exited',
    ]);
  });

  test('that has ended gives its ending and runs nothing', async () => {
    const { journal, execution } = opened({ states: twoTasks });
    const first = await runExecution({ journal, execution, runTask: async () => 'done' });
    const again = await runExecution({ journal, execution, runTask: () => Promise.reject(new Error('run again')) });
    expect(again).toEqual(first);
  });

  test('that is interrupted leaves it unfinished, and the failure of the aborted task is not taken for its own', async () => {
    const { journal, execution } = opened({ states: twoTasks });
    const interrupt = new AbortController();
    const running = runExecution({ journal, execution, runTask: endless, signal: interrupt.signal });
    interrupt.abort();
    expect(await running).toEqual({ status: 'interrupted' });
    expect(unfinishedExecutions(journal).map(({ id }) => id)).toEqual([execution]);
    expect(eventsOf(journal, execution).map(({ kind }) => kind)).toEqual(['entered', 'started']);
  });

  test('goes on with the task in flight under the same id and attempt', async () => {
    const { journal, execution } = opened({ states: twoTasks });
    const interrupt = new AbortController();
    const calls: string[] = [];
    const call = ({ id, attempt }: { id: string; attempt: number }) => calls.push(`${id} ${attempt}`);
    const running = runExecution({
      journal,
      execution,
      signal: interrupt.signal,
      runTask: (one) => {
        call(one);
        return endless(one);
      },
    });
    interrupt.abort();
    await running;
    await runExecution({ journal, execution, runTask: async (one) => call(one) });
    expect(calls).toEqual([`${execution}/A@1 1`, `${execution}/A@1 1`, `${execution}/B@4 1`]);
  });

  test.each([
    ['started', 2],
    ['failed', undefined],
  ])('begins branches anew in another attempt, even when it was interrupted after "%s"', async (kind, attempt) => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { ...task, End: true } } });
    const Retry = [{ ErrorEquals: ['Bad'], MaxAttempts: 1 }];
    const Fan = { Type: 'Parallel', Branches: [branch('Good'), branch('Shaky')], Retry, End: true };
    const { journal, clock, execution } = opened({ states: { Fan } });
    const interrupt = new AbortController();
    const calls: string[] = [];
    const options = {
      journal,
      clock,
      execution,
      runTask: async ({ path }: { path: string }) => {
        calls.push(path);
        if (calls.length === 2) throw new TaskError('Bad', 'the first time');
        return calls.length;
      },
    };
    const stop = (event: Event) => {
      const made = 'attempt' in event ? event.attempt : undefined;
      if (event.path === 'Fan' && event.kind === kind && made === attempt) interrupt.abort();
    };
    expect(await runExecution({ ...options, tell: stop, signal: interrupt.signal })).toEqual({
      status: 'interrupted',
    });
    expect(await runExecution(options)).toEqual({ status: 'succeeded', output: [3, 4] });
    expect(calls).toEqual(['Fan/0/Good', 'Fan/1/Shaky', 'Fan/0/Good', 'Fan/1/Shaky']);
  });

  test('waits only for what is left of a Wait after an interruption', async () => {
    const clock = manualClock();
    const { journal, execution } = opened({ states: { A: { Type: 'Wait', Seconds: 100, End: true } }, clock });
    const interrupt = new AbortController();
    const runTask = async () => null;
    const first = runExecution({ journal, execution, clock, runTask, signal: interrupt.signal });
    clock.advance(60);
    interrupt.abort();
    await first;
    clock.advance(39);
    let over = false;
    const second = runExecution({ journal, execution, clock, runTask }).finally(() => {
      over = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(over).toBe(false);
    clock.advance(1);
    expect(await second).toMatchObject({ status: 'succeeded' });
  });

  test('twice at once, the slower run adds nothing and gives the ending of the faster', async () => {
    const { journal, execution } = opened({ states: twoTasks });
    let release = (_: unknown) => {};
    const held = new Promise((resolve) => {
      release = resolve;
    });
    const first = runExecution({ journal, execution, runTask: () => held });
    const second = await runExecution({ journal, execution, runTask: async () => 'second' });
    release('first');
    await expect(first)
      .rejects.toMatchObject({ code: 'ExecutionEnded' })
      .catch(() => first);
    expect(second).toEqual({ status: 'succeeded', output: 'second' });
  });

  test('stopped while it runs, it aborts what it does and ends as aborted', async () => {
    const { journal, execution } = opened({ states: twoTasks });
    const running = runExecution({ journal, execution, runTask: endless });
    stopExecution(journal, execution, 'asked by lead');
    expect(await running).toEqual({ status: 'aborted', error: 'Atelier.Stopped', cause: 'asked by lead' });
    expect(unfinishedExecutions(journal)).toEqual([]);
  });

  test('stopped after its end, it keeps its ending', async () => {
    const { journal, execution } = opened({ states: twoTasks });
    const ending = await runExecution({ journal, execution, runTask: async () => 1 });
    stopExecution(journal, execution, 'too late');
    expect(findExecution(journal, execution).ending).toEqual(ending);
  });

  test('unknown to the journal is a problem with a fix', async () => {
    const journal = openJournal(':memory:');
    const running = runExecution({ journal, execution: 'none', runTask: async () => 1 });
    await expect(running).rejects.toMatchObject({ code: 'ExecutionUnknown' });
  });
});

describe('opening an execution', () => {
  const document = JSON.stringify({ StartAt: 'A', States: twoTasks });
  const spec = { kind: 'flow', subject: 'p/f', name: 'f', document, input: { n: 1 } };

  test('gives the unfinished one of the flow when there is any, else a new one', async () => {
    const journal = openJournal(':memory:');
    const first = openExecution(journal, spec);
    expect(openExecution(journal, { ...spec, input: { n: 2 } })).toEqual(first);
    expect(openExecution(journal, { ...spec, subject: 'q/f' }).id).not.toBe(first.id);
    await runExecution({ journal, execution: first.id, runTask: async () => 1 });
    const second = openExecution(journal, spec);
    expect(second.id).not.toBe(first.id);
    expect(executionsOf(journal, { kind: 'flow', subject: 'p/f' }).map(({ id }) => id)).toEqual([second.id, first.id]);
  });

  test('with a document outside the accepted language is refused, and nothing is kept', () => {
    const journal = openJournal(':memory:');
    const refused = {
      ...spec,
      document: JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Task', Arguments: {} } } }),
    };
    expect(() => openExecution(journal, refused)).toThrow(expect.objectContaining({ code: 'DocumentRefused' }));
    expect(unfinishedExecutions(journal)).toEqual([]);
  });
});

describe('a journal', () => {
  test('writes through to the disk before it answers', () => {
    const folder = mkdtempSync(join(tmpdir(), 'atelier-journal-'));
    using journal = openJournal(join(folder, 'journal.sqlite'));
    const pragma = (name: string) => Object.values(journal.database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect([pragma('journal_mode'), pragma('synchronous')]).toEqual(['wal', 2]);
    rmSync(folder, { recursive: true });
  });

  test('that is full is a problem of the machine, and the execution can go on later', async () => {
    const { journal, execution } = opened({ states: twoTasks });
    const pages = journal.database.prepare('PRAGMA page_count').get()?.page_count;
    journal.database.exec(`PRAGMA max_page_count = ${pages}`);
    const large = 'x'.repeat(100_000);
    const running = runExecution({ journal, execution, runTask: async () => large });
    await expect(running).rejects.toMatchObject({ code: 'JournalNotWritten', whose: 'machine' });
    journal.database.exec('PRAGMA max_page_count = 100000');
    const outcome = await runExecution({ journal, execution, runTask: async () => large });
    expect(outcome).toEqual({ status: 'succeeded', output: large });
  });

  test('takes no event of an execution that has ended, or that another has taken further', () => {
    const { journal, execution } = opened({ states: twoTasks });
    const event: Event = { execution, seq: 1, atMs: 0, path: 'A', kind: 'entered', input: 1 };
    appendEvent(journal, event);
    expect(() => appendEvent(journal, event)).toThrow(expect.objectContaining({ code: 'ExecutionRunTwice' }));
    stopExecution(journal, execution, 'over');
    expect(() => appendEvent(journal, { ...event, seq: 2 })).toThrow(
      expect.objectContaining({ code: 'ExecutionEnded' }),
    );
  });
});
