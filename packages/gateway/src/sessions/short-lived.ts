const mostAtOnce = 10_000;

/** Values by a key, for a time; they live as long as the process at most. */
export interface ShortLived<Value> {
  put(key: string, value: Value): void;
  see(key: string): Value | undefined;
  /** It is gone afterwards. */
  take(key: string): Value | undefined;
}

/** Whoever puts ever more in drives the oldest out, and fills no memory. */
export function shortLived<Value>(goodForMs: number, now: () => number = Date.now): ShortLived<Value> {
  const kept = new Map<string, { readonly value: Value; readonly endsAtMs: number }>();
  const see = (key: string) => {
    const found = kept.get(key);
    return found !== undefined && found.endsAtMs > now() ? found.value : undefined;
  };
  return {
    put: (key, value) => {
      for (const [old, { endsAtMs }] of kept) {
        if (endsAtMs > now() && kept.size < mostAtOnce) break;
        kept.delete(old);
      }
      // Behind all others, so that the first is the oldest.
      kept.delete(key);
      kept.set(key, { value, endsAtMs: now() + goodForMs });
    },
    see,
    take: (key) => {
      const found = see(key);
      kept.delete(key);
      return found;
    },
  };
}
