import type { Clock } from './clock.ts';

/** Something that is looked at again and again. */
export interface Looking {
  /** Ends it; resolves once no look is under way. */
  close(): Promise<void>;
}

/** What is looked at, when, and who hears that a look has failed. */
export interface LookedAt {
  /** In words, for the log. */
  readonly what: string;
  readonly clock: Clock;
  tell(news: string): void;
}

const failedMillis = 10_000;

/**
 * Look at once, and again and again until closed; a look that fails is told of, and done again ten seconds later.
 *
 * @param look gives after how many milliseconds it is to be done again; the signal says that nobody waits for it any more
 */
export function keepLooking(
  { what, clock, tell }: LookedAt,
  look: (signal: AbortSignal) => number | Promise<number>,
): Looking {
  const closing = new AbortController();
  const { signal } = closing;
  async function lookOnce(): Promise<number> {
    try {
      return await look(signal);
    } catch (error) {
      tell(`${what} could not be looked at: ${error instanceof Error ? error.message : error}`);
      return failedMillis;
    }
  }
  async function looking(): Promise<void> {
    while (!signal.aborted) {
      const pauseMillis = await lookOnce();
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
