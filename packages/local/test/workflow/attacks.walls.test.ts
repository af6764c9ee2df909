import { setTimeout as pause } from 'node:timers/promises';
import type { Json, JsonObject } from '@atelier/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf } from '../../src/workflow/events.ts';
import { addExecution } from '../../src/workflow/execution.ts';
import type { Journal } from '../../src/workflow/journal.ts';
import { mostTransitions } from '../../src/workflow/run.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { stopExecution } from '../../src/workflow/stop-execution.ts';
import { taskRunner } from '../../src/workflow/task-runner.ts';
import { branch, task, workHandlers } from './documents/document-case.ts';
import { openJournal } from './open-journal.ts';
import { skippingClock } from './skipping-clock.ts';
import { truncatedJournal } from './truncated-journal.ts';

const withinMillis = 300_000;
const never = { Variable: '$.never', IsPresent: true, Next: 'Done' };
const done = { Done: { Type: 'Succeed' } };

let journal: ReturnType<typeof openJournal>;
beforeEach(() => {
  journal = openJournal(':memory:');
});
afterEach(() => journal.database.close());

function add(document: JsonObject, input: Json = {}): string {
  return addExecution(
    journal,
    { kind: 'attack', subject: 's', name: 'attack', document: JSON.stringify(document), input },
    0,
  );
}

function run(execution: string, of: Journal = journal) {
  const order = { handlers: workHandlers(of), goesOn: () => '' };
  const { runTask } = taskRunner(order, { titleAt: (path) => path, tell: () => undefined });
  return runExecution({ journal: of, execution, runTask, clock: skippingClock() });
}

/** Documents that are accepted, since a way out leads from every loop, and never take it. */
const loops: readonly (readonly [what: string, states: JsonObject])[] = [
  ['a Choice that leads to itself', { A: { Type: 'Choice', Choices: [never], Default: 'A' } }],
  ['a Pass and a Choice', { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Choice', Choices: [never], Default: 'A' } }],
  [
    'seven states that take no time',
    {
      ...Object.fromEntries([...'ABCDEF'].map((name, at) => [name, { Type: 'Pass', Next: 'BCDEFG'[at] ?? '' }])),
      G: { Type: 'Choice', Choices: [never], Default: 'A' },
    },
  ],
  [
    'a Wait of no time',
    { A: { Type: 'Wait', Seconds: 0, Next: 'B' }, B: { Type: 'Choice', Choices: [never], Default: 'A' } },
  ],
  ['a task again and again', { A: task('echo', { Next: 'B' }), B: { Type: 'Choice', Choices: [never], Default: 'A' } }],
  [
    'a failure that leads to where it came from',
    {
      A: task('fail', {
        Parameters: { error: 'E', cause: '' },
        Catch: [{ ErrorEquals: ['E'], ResultPath: null, Next: 'A' }],
        Next: 'Done',
      }),
    },
  ],
  [
    'retries without number',
    {
      A: task('fail', {
        Parameters: { error: 'E', cause: '' },
        Retry: [{ ErrorEquals: ['E'], MaxAttempts: 99_999_999, BackoffRate: 1 }],
        Next: 'Done',
      }),
    },
  ],
  [
    'a Parallel of nothing to do',
    {
      A: {
        Type: 'Parallel',
        Branches: [branch('P', { P: { Type: 'Pass', End: true } }), branch('Q', { Q: { Type: 'Pass', End: true } })],
        ResultPath: null,
        Next: 'B',
      },
      B: { Type: 'Choice', Choices: [never], Default: 'A' },
    },
  ],
  [
    'a loop within a Map',
    {
      A: {
        Type: 'Map',
        ItemsPath: '$.items',
        ItemProcessor: branch('L', {
          L: {
            Type: 'Choice',
            Choices: [{ ...never, Variable: '$', IsString: true, IsPresent: undefined, Next: 'M' }],
            Default: 'L',
          },
          M: { Type: 'Succeed' },
        } as unknown as JsonObject),
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }],
        Next: 'Done',
      },
    },
  ],
];

describe('a document that goes round for ever', () => {
  test.each(loops)(
    'comes to an end that nobody catches, and lets everybody else have a turn: %s',
    async (_what, states) => {
      const execution = add({ StartAt: 'A', States: { ...states, ...done } }, { items: [1, 2] });
      let turns = 0;
      const others = setInterval(() => {
        turns += 1;
      }, 1);
      const outcome = await run(execution);
      clearInterval(others);
      expect(outcome).toMatchObject({
        status: 'failed',
        error: 'States.Runtime',
        cause: expect.stringContaining('25000 transitions'),
      });
      expect(eventsOf(journal, execution)).toHaveLength(mostTransitions);
      expect(turns).toBeGreaterThan(20);
    },
    withinMillis,
  );

  test.each(loops)('can be stopped: %s', async (_what, states) => {
    const execution = add({ StartAt: 'A', States: { ...states, ...done } }, { items: [1, 2] });
    const running = run(execution);
    await pause(1);
    stopExecution(journal, execution, 'as asked');
    expect(await running).toMatchObject({ status: 'aborted', cause: 'as asked' });
    expect(eventsOf(journal, execution).length).toBeLessThan(mostTransitions);
  });
});

const items = (count: number) => Array.from({ length: count }, () => 1);
const mapOf = (state: JsonObject, fields: JsonObject = {}) =>
  branch('Each', {
    Each: {
      Type: 'Map',
      ItemProcessor: branch('One', { One: { ...state, End: true } }),
      ResultPath: null,
      ...fields,
      Next: 'Done',
    },
    ...done,
  });

describe('a map', () => {
  test.each([
    ['10000 items that take no time', 10_000, { Type: 'Pass' }, {}],
    ['8000 items, each a task', 8000, task('echo', { InputPath: null }), {}],
    ['8000 items one after the other', 8000, task('echo', { InputPath: null }), { MaxConcurrency: 1 }],
    ['2000 items all at once', 2000, task('echo', { InputPath: null }), { MaxConcurrency: 1_000_000 }],
  ])(
    'of %s ends',
    async (_what, count, state, fields) => {
      expect(await run(add(mapOf(state, fields), items(count)))).toMatchObject({ status: 'succeeded' });
    },
    withinMillis,
  );

  test.each([13_000, 131_000])(
    'of %i items ends with a word, not with the machine',
    async (count) => {
      const execution = add(mapOf({ Type: 'Pass' }), items(count));
      expect(await run(execution)).toMatchObject({ status: 'failed', error: 'States.Runtime' });
      expect(eventsOf(journal, execution)).toHaveLength(mostTransitions);
    },
    withinMillis,
  );

  test.each([1, 5000, 12_001, 19_999])(
    'of 8000 items goes on after its event %i without doing one again',
    async (seq) => {
      const execution = add(mapOf(task('echo', { InputPath: null })), items(8000));
      await run(execution);
      const cut = truncatedJournal(journal, execution, seq);
      expect(await run(execution, cut)).toMatchObject({ status: 'succeeded' });
      const ends = eventsOf(cut, execution).filter(({ kind, path }) => kind === 'exited' && path.endsWith('/One'));
      expect([ends.length, new Set(ends.map(({ path }) => path)).size]).toEqual([8000, 8000]);
      cut.database.close();
    },
    withinMillis,
  );
});
