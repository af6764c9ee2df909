import { expect, test } from 'vitest';
import { progressMeter } from '../../src/flow/run-progress.ts';

const started = { execution: 'e', seq: 1, atMs: 0, path: 'Train', kind: 'started', attempt: 1 } as const;

test('a step that begins says which of how many it is', () => {
  expect(progressMeter(() => 0).begin(started)).toMatchObject({ step: 'train', index: 4, steps: 8, done: 0 });
});

test('the time left is judged by the pace of the step so far', () => {
  let nowMs = 0;
  const meter = progressMeter(() => nowMs);
  meter.begin(started);
  nowMs = 10_000;
  expect(meter.advance('train', { what: 'backtest', done: 1, total: 4 })).toMatchObject({ secondsLeft: 30 });
});

test('no time left is said before there is a pace', () => {
  const meter = progressMeter(() => 0);
  meter.begin(started);
  expect(meter.advance('train', { what: 'backtest', done: 0, total: 4 })).not.toHaveProperty('secondsLeft');
});

test('only the beginning of a step begins one', () => {
  const meter = progressMeter(() => 0);
  expect(meter.begin({ ...started, path: 'Report' })).toBeUndefined();
  expect(meter.begin({ execution: 'e', seq: 2, atMs: 0, path: 'Train', kind: 'exited', output: null })).toBeUndefined();
});

test('a step that will be tried again says when and why', () => {
  const failed = {
    execution: 'e',
    seq: 3,
    atMs: 1000,
    path: 'Train',
    kind: 'failed',
    error: 'Atelier.MachineFailed',
  } as const;
  const cause = 'The tracking server does not answer.\nRun atelier up.';
  const meter = progressMeter(() => 0);
  expect(meter.begin({ ...failed, cause, retry: { retrier: 0, atMs: 9000 } })).toMatchObject({
    step: 'train',
    what: 'tries again in 8 s: The tracking server does not answer.',
  });
  expect(meter.begin({ ...failed, cause })).toBeUndefined();
});
