/** Many who wait for the disk, served together. */
export interface GroupCommit<Item> {
  /** Resolves once the item is written, with all that waited beside it. */
  add(item: Item): Promise<void>;
  /** Writes what is left. */
  close(): Promise<void>;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly done: PromiseWithResolvers<void>;
}

/**
 * Give items to `write` in the order in which they came, all at once that came while it was writing.
 *
 * When it has failed once, everything that waits and everything after is answered with that failure.
 */
export function groupCommit<Item>(
  write: (items: readonly Item[]) => Promise<void>,
  close: () => void,
): GroupCommit<Item> {
  let waiting: Waiting<Item>[] = [];
  let working: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (failure === undefined) await write(batch.map(({ item }) => item));
      } catch (error) {
        failure = { error };
      }
      for (const { done } of batch) failure === undefined ? done.resolve() : done.reject(failure.error);
    }
    working = undefined;
  }

  return {
    add: (item) => {
      const done = Promise.withResolvers<void>();
      waiting.push({ item, done });
      // All that come in the same turn are one batch.
      working ??= Promise.resolve().then(work);
      return done.promise;
    },
    close: async () => {
      await working;
      failure ??= { error: new Error('the log is closed') };
      close();
    },
  };
}
