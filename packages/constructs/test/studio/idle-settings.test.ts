import { describe, expect, test } from 'vitest';
import { type IdleStop, idleSettings } from '../../src/studio/idle-settings.ts';

const on = { lifecycleManagement: 'ENABLED' };

test.each<[string, IdleStop | undefined, object]>([
  ['none is switched off, in so many words', undefined, { lifecycleManagement: 'DISABLED' }],
  [
    'a time alone leaves people no choice',
    { afterMinutes: 90 },
    { ...on, idleTimeoutInMinutes: 90, minIdleTimeoutInMinutes: 90, maxIdleTimeoutInMinutes: 90 },
  ],
  [
    'a least and a most are what people may choose',
    { afterMinutes: 60, minMinutes: 60, maxMinutes: 480 },
    { ...on, idleTimeoutInMinutes: 60, minIdleTimeoutInMinutes: 60, maxIdleTimeoutInMinutes: 480 },
  ],
])('%s', (_what, stop, settings) => {
  expect(idleSettings(stop)).toEqual(settings);
});

describe('refused', () => {
  test.each<[IdleStop, RegExp]>([
    [{ afterMinutes: 59 }, /afterMinutes is 59.*60 to 525600/],
    [{ afterMinutes: 525_601 }, /afterMinutes is 525601/],
    [{ afterMinutes: 60.5 }, /afterMinutes is 60.5/],
    [{ afterMinutes: 60, minMinutes: 30 }, /minMinutes is 30/],
    [{ afterMinutes: 60, minMinutes: 90 }, /minMinutes 90, afterMinutes 60/],
    [{ afterMinutes: 600, maxMinutes: 480 }, /afterMinutes 600, maxMinutes 480/],
  ])('%o', (stop, message) => {
    expect(() => idleSettings(stop)).toThrow(message);
  });
});
