import type { Clock } from '../../src/clock.ts';

interface Sleeper {
  readonly timeMs: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is advanced. */
export interface ManualClock extends Clock {
  readonly advance: (seconds: number) => void;
}

export function manualClock(startMs = Date.parse('2026-01-01T00:00:00Z')): ManualClock {
  let nowMs = startMs;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => nowMs,
    waitUntil: (timeMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        if (timeMs <= nowMs) return resolve();
        const sleeper = { timeMs, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    advance: (seconds) => {
      nowMs += seconds * 1000;
      for (const sleeper of sleepers) if (sleeper.timeMs <= nowMs) sleeper.wake();
    },
  };
}
