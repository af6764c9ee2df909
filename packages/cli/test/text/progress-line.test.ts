import { expect, test } from 'vitest';
import { progressLine } from '../../src/text/progress-line.ts';
import { recordingIo } from '../recording-io.ts';

const progress = {
  step: 'train',
  path: 'Train',
  index: 4,
  steps: 8,
  what: 'backtest 2 of 3',
  done: 1,
  total: 4,
  secondsLeft: 30,
} as const;

test('progress says what is done, how far it is and how long it still takes', () => {
  const io = recordingIo('/');
  progressLine(io).show(progress);
  expect(io.said.err).toBe('[4/8] train  backtest 2 of 3  25 %  about 30 s left\n');
});

test('a terminal has one line that is written again', () => {
  const io = recordingIo('/', ['err']);
  const line = progressLine(io);
  line.show(progress);
  line.show({ ...progress, done: 2 });
  line.end();
  expect(io.said.err).not.toContain('\n');
  expect(io.said.err.endsWith('\r\u001b[J')).toBe(true);
});

test('elsewhere a step is not repeated more often than every five seconds', () => {
  const io = recordingIo('/');
  let nowMs = 0;
  const line = progressLine(io, () => nowMs);
  for (nowMs = 0; nowMs < 10_000; nowMs += 1000) line.show(progress);
  expect(io.said.err.split('\n').length - 1).toBe(2);
});

test('states that take turns, as in a Map of many items, have a line each and not one for each turn', () => {
  const io = recordingIo('/');
  const line = progressLine(io, () => 0);
  for (let item = 0; item < 1000; item += 1) {
    line.show({ ...progress, step: 'pack', path: `Each/${item}/Pack`, index: 1, what: `item ${item + 1} of 1000` });
    line.show({ ...progress, step: 'send', path: `Each/${item}/Send`, index: 2, what: `item ${item + 1} of 1000` });
  }
  expect(io.said.err.split('\n')).toEqual([expect.stringContaining('pack'), expect.stringContaining('send'), '']);
});

test('a wait of days says how many, and a name cannot break the line', () => {
  const io = recordingIo('/');
  const wait = { step: 'rest\nand more', path: 'Rest', index: 2, steps: 3, what: 'waits', done: 0, total: 1 };
  progressLine(io).show({ ...wait, secondsLeft: 604_800 });
  expect(io.said.err).toBe('[2/3] rest\\nand more  waits  about 7 d left\n');
});
