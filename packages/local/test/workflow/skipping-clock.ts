import type { Clock } from '../../src/clock.ts';

/** A clock that jumps over every wait. Not for tasks with a timeout: those would always be late. */
export function skippingClock(startMs = Date.parse('2026-01-01T00:00:00Z')): Clock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    waitUntil: async (timeMs, signal) => {
      await Promise.resolve();
      signal.throwIfAborted();
      nowMs = Math.max(nowMs, timeMs);
    },
  };
}
