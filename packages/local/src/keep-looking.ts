import type { Clock } from './clock.ts';

/** Something that is looked at again and again. */
export interface Looking {
  /** Ends it; resolves once no look is under way. */
  close(): Promise<void>;
}

/**
 * Look at once, and again and again until closed.
 *
 * @param look gives after how many milliseconds it is to be done again; the signal says that nobody waits for it any more. What
 * it throws ends the looking, so that it is to tell of its own failures.
 */
export function keepLooking(clock: Clock, look: (signal: AbortSignal) => number | Promise<number>): Looking {
  const closing = new AbortController();
  const { signal } = closing;
  async function looking(): Promise<void> {
    while (!signal.aborted) {
      const pauseMillis = await look(signal);
      await clock.waitUntil(clock.now() + pauseMillis, signal).catch(() => undefined);
    }
  }
  const ended = looking();
  return {
    close: async () => {
      closing.abort();
      await ended;
    },
  };
}
