import type { Branch } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import type { Event, Transition } from '../../src/workflow/event.ts';
import { progressMeter } from '../../src/workflow/progress-meter.ts';
import { titledStates } from '../../src/workflow/titled-states.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::work:any' };
const only = (name: string, state: object) => ({ StartAt: name, States: { [name]: { ...state, End: true } } });
const document = {
  StartAt: 'Load',
  States: {
    Load: { ...task, Comment: 'Reads the files\nand more', Next: 'Rest' },
    Rest: { Type: 'Wait', Seconds: 60, Next: 'Big?' },
    'Big?': { Type: 'Choice', Choices: [{ Variable: '$.n', NumericGreaterThan: 1, Next: 'Each' }], Default: 'Done' },
    Each: {
      Type: 'Map',
      ItemProcessor: only('Fan', { Type: 'Parallel', Branches: [only('Left', task), only('Right', task)] }),
      Next: 'Ask',
    },
    Ask: {
      ...task,
      Resource: `${task.Resource}.waitForTaskToken`,
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Undo' }],
      Next: 'Done',
    },
    Undo: { ...task, End: true },
    Done: { Type: 'Succeed' },
  },
} as unknown as Branch;
const handler = { resource: 'arn:aws:states:::work:*', run: async () => null };

/** News of each of several transitions, one second after another. */
function said(...transitions: readonly (readonly [path: string, transition: Transition])[]) {
  let nowMs = 0;
  const meter = progressMeter(titledStates(document, [handler]), () => nowMs);
  return transitions.map(([path, transition], index) => {
    nowMs = index * 1000;
    return meter.hear({ execution: 'e', seq: index + 1, atMs: nowMs, path, ...transition } as Event);
  });
}

const entered: Transition = { kind: 'entered', input: {} };
const started: Transition = { kind: 'started', attempt: 1 };
const begun = (branches: number): Transition => ({ kind: 'started', attempt: 1, branches });
const left = (next?: string): Transition => ({ kind: 'exited', output: null, next });
const failed = (atMs?: number): Transition => {
  const failure = { kind: 'failed', error: 'Away', cause: 'Nobody answers.\nRun atelier up.' } as const;
  return atMs === undefined ? failure : { ...failure, retry: { retrier: 0, atMs } };
};

describe('a state that begins says which of how many it is', () => {
  test.each([
    [
      'a task, with what the document says of it',
      [['Load', started]],
      { step: 'Load', index: 1, steps: 9, what: 'Reads the files' },
    ],
    [
      'a wait, with its end',
      [['Rest', entered]],
      { step: 'Rest', index: 2, secondsLeft: 60, what: 'waits until 1970-01-01T00:01:00.000Z' },
    ],
    [
      'a choice, with where it leads',
      [
        ['Big?', entered],
        ['Big?', left('Each')],
      ],
      { step: 'Big?', index: 3, what: 'goes on with Each', done: 1 },
    ],
    [
      'a map, with its items',
      [['Each', begun(12)]],
      { step: 'Each', index: 4, what: '0 of 12 items', done: 0, total: 12 },
    ],
    ['a map of nothing', [['Each', begun(0)]], { what: '0 of 0 items', done: 1, total: 1 }],
    [
      'a parallel in a map, with the item',
      [
        ['Each', begun(12)],
        ['Each/2/Fan', begun(2)],
      ],
      { step: 'Fan', index: 5, what: 'item 3 of 12: 0 of 2 branches' },
    ],
    [
      'a task in both',
      [
        ['Each', begun(12)],
        ['Each/2/Fan', begun(2)],
        ['Each/2/Fan/1/Right', started],
      ],
      { step: 'Right', index: 7, path: 'Each/2/Fan/1/Right', what: 'item 3 of 12: Right' },
    ],
    [
      'a task that asks somebody',
      [['Ask', { ...started, token: 't' }]],
      { step: 'Ask', index: 8, what: 'waits for an answer' },
    ],
    ['one that failures lead to', [['Undo', started]], { step: 'Undo', index: 9, steps: 9 }],
  ] as readonly (readonly [string, readonly (readonly [string, Transition])[], object])[])(
    '%s',
    (_what, events, expected) => {
      expect(said(...events).at(-1)).toMatchObject(expected);
    },
  );

  test('and one that takes no time says nothing', () => {
    expect(said(['Done', entered], ['Done', left()])).toEqual([undefined, undefined]);
  });
});

describe('a state that does not go well', () => {
  test('says when it is tried again and why', () => {
    expect(said(['Load', started], ['Load', failed(9000)]).at(-1)).toMatchObject({
      step: 'Load',
      what: 'tries again in 8 s: Nobody answers.',
    });
  });

  test('says what it failed with and where that leads', () => {
    expect(said(['Ask', started], ['Ask', failed()], ['Ask', left('Undo')])).toMatchObject([
      {},
      undefined,
      { step: 'Ask', what: 'failed with Away; goes on with Undo' },
    ]);
  });

  test('says nothing when nobody catches it: the problem of the run is told', () => {
    expect(said(['Load', started], ['Load', failed()]).at(-1)).toBeUndefined();
  });
});

test('branches and items that are done are counted, each where it belongs', () => {
  const events = said(
    ['Each', begun(2)],
    ['Each/0/Fan', begun(2)],
    ['Each/0/Fan/1/Right', left()],
    ['Each/0/Fan/0/Left', left()],
    ['Each/0/Fan', left()],
  );
  expect(events.slice(2)).toMatchObject([
    { step: 'Fan', done: 1, total: 2, secondsLeft: 1 },
    { step: 'Fan', done: 2, total: 2, what: 'item 1 of 2: 2 of 2 branches' },
    { step: 'Each', done: 1, total: 2, what: '1 of 2 items', secondsLeft: 4 },
  ]);
});

describe('a task that says how far it is', () => {
  const advance = (seconds: number, done: number) => {
    let nowMs = 0;
    const meter = progressMeter(titledStates(document, [handler]), () => nowMs);
    meter.hear({ execution: 'e', seq: 1, atMs: 0, path: 'Load', ...started } as Event);
    nowMs = seconds * 1000;
    return meter.advance('Load', { what: 'backtest', done, total: 4 });
  };

  test('is judged by its pace so far', () => {
    expect(advance(10, 1)).toMatchObject({ step: 'Load', what: 'backtest', done: 1, total: 4, secondsLeft: 30 });
  });

  test('is not judged before there is a pace', () => {
    expect(advance(10, 0)).not.toHaveProperty('secondsLeft');
  });
});
