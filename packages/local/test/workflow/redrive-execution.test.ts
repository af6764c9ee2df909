import { TaskError } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/workflow/event.ts';
import { eventsOf } from '../../src/workflow/events.ts';
import { findExecution } from '../../src/workflow/execution.ts';
import type { Journal } from '../../src/workflow/journal.ts';
import { openExecution } from '../../src/workflow/open-execution.ts';
import { redriveExecution } from '../../src/workflow/redrive-execution.ts';
import type { RunTask, Task } from '../../src/workflow/run.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { stopExecution } from '../../src/workflow/stop-execution.ts';
import { everyKind, everyKindInput, everyKindOutput, everyKindTasks } from './every-kind.ts';
import { openJournal } from './open-journal.ts';
import { opened } from './run-document.ts';
import { settledCalls } from './settled-calls.ts';
import { skippingClock } from './skipping-clock.ts';
import { truncatedJournal } from './truncated-journal.ts';

const spec = { kind: 'flow', subject: 'p/f', name: 'f', document: JSON.stringify(everyKind), input: everyKindInput };

/** Run an execution of `everyKind`, in which one path fails however often it is tried. */
async function run(journal: Journal, execution: string, failing?: string) {
  const calls: string[] = [];
  const work = everyKindTasks(journal, (call) => calls.push(call));
  const runTask: RunTask = (task) =>
    task.path === failing ? Promise.reject(new TaskError('Atelier.MachineFailed', 'away')) : work(task);
  const outcome = await runExecution({ journal, execution, runTask, clock: skippingClock() });
  return { outcome, calls };
}

async function failedAt(path: string) {
  const journal = openJournal(':memory:');
  const { id } = openExecution(journal, spec, skippingClock());
  const { outcome } = await run(journal, id, path);
  expect(outcome).toEqual({ status: 'failed', error: 'Atelier.MachineFailed', cause: 'away' });
  return { journal, id };
}

/** The states inside a Parallel or Map that were left. */
function doneInBranches(events: readonly Event[]): ReadonlySet<string> {
  return new Set(events.filter(({ kind, path }) => kind === 'exited' && path.includes('/')).map(({ path }) => path));
}

/** The path in a call's `execution/path@visit#attempt`. */
function pathOf(call: string): string {
  return call.slice(call.indexOf('/') + 1, call.lastIndexOf('@'));
}

const failing = ['Count', 'Fan/0/Flaky', 'Fan/1/After', 'Each/0/Twice', 'Each/2/More', 'Each/4/Twice', 'Ask'];

describe('an execution that has failed and is redriven', () => {
  test.each(failing)(
    'after a failure of %s ends as if nothing had happened, and repeats nothing that succeeded',
    async (path) => {
      const { journal, id } = await failedAt(path);
      const succeeded = settledCalls(eventsOf(journal, id).filter(({ kind }) => kind !== 'failed'));
      const branchesDone = doneInBranches(eventsOf(journal, id));
      redriveExecution(journal, id, skippingClock());
      const { outcome, calls } = await run(journal, id);
      expect(outcome).toEqual({ status: 'succeeded', output: everyKindOutput });
      expect(calls.filter((call) => succeeded.has(call))).toEqual([]);
      expect(calls.map(pathOf).filter((called) => branchesDone.has(called))).toEqual([]);
      expect(findExecution(journal, id).ending).toEqual(outcome);
    },
  );

  test.each(failing)('after a failure of %s goes on from every point of its journal', async (path) => {
    const { journal, id } = await failedAt(path);
    const failedSeq = eventsOf(journal, id).length;
    redriveExecution(journal, id, skippingClock());
    const redrivenSeq = eventsOf(journal, id).findLast(({ kind }) => kind === 'redriven')?.seq ?? 0;
    await run(journal, id);
    const events = eventsOf(journal, id);
    expect(redrivenSeq).toBeGreaterThan(failedSeq);
    for (let seq = redrivenSeq; seq < events.length; seq += 1) {
      const before = settledCalls(events.slice(0, seq).filter(({ kind }) => kind !== 'failed'));
      const { outcome, calls } = await run(truncatedJournal(journal, id, seq), id);
      expect(outcome, `after event ${seq}`).toEqual({ status: 'succeeded', output: everyKindOutput });
      expect(
        calls.filter((call) => before.has(call)),
        `after event ${seq}`,
      ).toEqual([]);
    }
  });

  test('may fail and be redriven again and again', async () => {
    const { journal, id } = await failedAt('Count');
    for (const path of ['Fan/0/Flaky', 'Each/4/Twice', 'Ask', 'Ask']) {
      redriveExecution(journal, id, skippingClock());
      expect((await run(journal, id, path)).outcome).toMatchObject({ status: 'failed' });
    }
    redriveExecution(journal, id, skippingClock());
    expect((await run(journal, id)).outcome).toEqual({ status: 'succeeded', output: everyKindOutput });
  });

  test('has its retries again, and attempts that count on', async () => {
    const Retry = [{ ErrorEquals: ['Busy'], MaxAttempts: 2 }];
    const { journal, execution, clock } = opened({
      states: {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::work:any',
          Retry,
          Parameters: { 'retries.$': '$$.State.RetryCount' },
          End: true,
        },
      },
    });
    const tried: unknown[] = [];
    const runTask = async ({ attempt, parameters }: Task) => {
      tried.push([attempt, parameters]);
      throw new TaskError('Busy', `attempt ${attempt}`);
    };
    await runExecution({ journal, execution, clock, runTask });
    redriveExecution(journal, execution, clock);
    const outcome = await runExecution({ journal, execution, clock, runTask });
    expect(outcome).toEqual({ status: 'failed', error: 'Busy', cause: 'attempt 6' });
    expect(tried).toEqual([1, 2, 3, 4, 5, 6].map((attempt) => [attempt, { retries: (attempt - 1) % 3 }]));
  });

  test('waits with a new token where it waited for one', async () => {
    const ask = {
      Type: 'Task',
      Resource: 'arn:aws:states:::ask.waitForTaskToken',
      Parameters: { 't.$': '$$.Task.Token' },
      End: true,
    };
    const { journal, execution, clock } = opened({ states: { A: ask } });
    const tokens: unknown[] = [];
    const runTask = async ({ parameters }: Task) => {
      tokens.push(parameters);
      throw new TaskError('Atelier.MachineFailed', 'away');
    };
    await runExecution({ journal, execution, clock, runTask });
    redriveExecution(journal, execution, clock);
    await runExecution({ journal, execution, clock, runTask });
    expect(new Set(tokens.map((token) => JSON.stringify(token))).size).toBe(2);
  });

  test('is not another one, and lets no other begin beside it', async () => {
    const { journal, id } = await failedAt('Ask');
    redriveExecution(journal, id, skippingClock());
    expect(openExecution(journal, spec, skippingClock()).id).toBe(id);
  });
});

describe('what has not failed is not redriven', () => {
  test.each(['running', 'succeeded', 'aborted'])('an execution that is %s', async (status) => {
    const journal = openJournal(':memory:');
    const { id } = openExecution(journal, spec, skippingClock());
    if (status === 'succeeded') await run(journal, id);
    if (status === 'aborted') stopExecution(journal, id, 'as asked');
    const before = eventsOf(journal, id);
    expect(() => redriveExecution(journal, id)).toThrow(expect.objectContaining({ code: 'ExecutionNotFailed' }));
    expect(eventsOf(journal, id)).toEqual(before);
  });
});
