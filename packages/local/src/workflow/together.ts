/**
 * Work on items at the same time, at most `limit` at once; resolves to the results in the items' order.
 *
 * The first failure aborts the others and is rejected with once all of them have settled.
 */
export async function together<Item, Result>(
  items: readonly Item[],
  limit: number,
  signal: AbortSignal,
  work: (item: Item, index: number, signal: AbortSignal) => Promise<Result>,
): Promise<readonly Result[]> {
  const failed = new AbortController();
  const inner = AbortSignal.any([signal, failed.signal]);
  const results: Result[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) {
      inner.throwIfAborted();
      results[index] = await work(item, index, inner);
    }
  };
  const lanes = Array.from({ length: Math.min(limit, items.length) }, () =>
    // Aborting keeps the first failure as its reason; those of the others follow from it.
    lane().catch((error: unknown) => failed.abort(error)),
  );
  await Promise.all(lanes);
  if (failed.signal.aborted) throw failed.signal.reason;
  return results;
}
