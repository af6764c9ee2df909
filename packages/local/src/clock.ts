import { setTimeout } from 'node:timers/promises';

/** The time, and a way to let it pass; tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves at that time or at once when it is past; rejects with the signal's reason when that comes first. */
  readonly waitUntil: (timeMs: number, signal: AbortSignal) => Promise<void>;
}

/** Timers cannot be longer than this many milliseconds. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  waitUntil: async (timeMs, signal) => {
    try {
      for (let left = timeMs - Date.now(); left > 0; left = timeMs - Date.now()) {
        await setTimeout(Math.min(left, longestTimerMs), undefined, { signal });
      }
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    }
  },
};
