import { setTimeout as pause } from 'node:timers/promises';

/** Words of DuckDB when two transactions change the same thing; the one that hears them has changed nothing. */
const conflictWords = /^TransactionContext Error: .*(conflict|Failed to commit: PRIMARY KEY or UNIQUE)/i;

/** Whether a write failed since another one was faster, so that it can be tried again. */
function isWriteConflict(error: unknown): boolean {
  return error instanceof Error && conflictWords.test(error.message);
}

/** Writers that others got in the way of; one of them at a time tries again, first come, first served. */
export interface WriteQueue {
  /**
   * Do a write beside all others; when another one was faster, do it again until none is.
   *
   * @param write undone as a whole when it throws
   * @param goOn called before each further try; throws when nobody waits for the write any more
   */
  write<Result>(write: () => Promise<Result>, goOn?: () => void): Promise<Result>;
}

const longestPauseMillis = 20;

/** The queue of one warehouse. */
export function writeQueue(): WriteQueue {
  let last: Promise<unknown> = Promise.resolve();

  async function again<Result>(write: () => Promise<Result>, goOn: () => void): Promise<Result> {
    for (;;) {
      goOn();
      try {
        return await write();
      } catch (error) {
        if (!isWriteConflict(error)) throw error;
        // Those who have not failed yet do not wait for us: their ends are what lets one of our tries through.
        await pause(Math.random() * longestPauseMillis);
      }
    }
  }

  return {
    write: async (write, goOn = () => undefined) => {
      try {
        return await write();
      } catch (error) {
        if (!isWriteConflict(error)) throw error;
        const turn = last.then(() => again(write, goOn));
        last = turn.catch(() => undefined);
        return turn;
      }
    },
  };
}
