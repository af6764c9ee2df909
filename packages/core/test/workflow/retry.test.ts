import { describe, expect, test } from 'vitest';
import { errorMatches } from '../../src/workflow/error-match.ts';
import { nextRetry } from '../../src/workflow/retry.ts';

const matches: readonly (readonly [string, string, boolean])[] = [
  ['Mine', 'Mine', true],
  ['Mine', 'mine', false],
  ['States.ALL', 'Mine', true],
  ['States.ALL', 'States.Timeout', true],
  ['States.ALL', 'States.Runtime', false],
  ['States.ALL', 'States.DataLimitExceeded', false],
  ['States.TaskFailed', 'Mine', true],
  ['States.TaskFailed', 'States.ParameterPathFailure', true],
  ['States.TaskFailed', 'States.Timeout', false],
  ['States.TaskFailed', 'States.HeartbeatTimeout', false],
  ['States.Timeout', 'States.Timeout', true],
  ['States.Timeout', 'States.HeartbeatTimeout', true],
  ['States.HeartbeatTimeout', 'States.Timeout', false],
];

describe('ErrorEquals', () => {
  test.each(matches)('%s matches %s: %s', (name, error, expected) => {
    expect(errorMatches([name], error)).toBe(expected);
  });
});

describe('the next retry', () => {
  test('comes after one second, doubling, three times, when nothing else is said', () => {
    const delays = [0, 1, 2, 3].map((used) => nextRetry([{ ErrorEquals: ['E'] }], 'E', [used])?.delaySeconds);
    expect(delays).toEqual([1, 2, 4, undefined]);
  });

  test('grows by BackoffRate up to MaxDelaySeconds', () => {
    const retrier = { ErrorEquals: ['E'], IntervalSeconds: 3, BackoffRate: 1.5, MaxAttempts: 9, MaxDelaySeconds: 7 };
    const delays = [0, 1, 2, 3].map((used) => nextRetry([retrier], 'E', [used])?.delaySeconds);
    expect(delays).toEqual([3, 4.5, 6.75, 7]);
  });

  test('is decided by the first entry that matches, even when that is used up', () => {
    const retriers = [{ ErrorEquals: ['E'], MaxAttempts: 1 }, { ErrorEquals: ['States.ALL'] }];
    expect(nextRetry(retriers, 'E', [])).toEqual({ retrier: 0, delaySeconds: 1 });
    expect(nextRetry(retriers, 'E', [1])).toBeUndefined();
    expect(nextRetry(retriers, 'F', [1])).toEqual({ retrier: 1, delaySeconds: 1 });
  });

  test('never comes with MaxAttempts 0', () => {
    expect(nextRetry([{ ErrorEquals: ['E'], MaxAttempts: 0 }], 'E', [])).toBeUndefined();
  });
});
