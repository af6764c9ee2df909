/** How often one may be wrong, and how long one then waits. */
export interface PauseRule {
  /** Tries before the first pause. */
  readonly free: number;
  /** Of the first pause; each after it is twice as long. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** After this long without a try all is forgotten. */
  readonly forgottenMs: number;
}

/** Growing pauses after wrong tries, by name. */
export interface Pauses {
  /** Milliseconds until the next try; 0: at once, and it counts as one, so that many at the same time count too. */
  ask(name: string): number;
  /** The try was right: all before it is forgotten. */
  forgive(name: string): void;
  /** The try was right: it alone does not count. */
  takeBack(name: string): void;
}

const mostNames = 10_000;

/** Pauses that live as long as the process. */
export function pausesBy({ free, firstMs, longestMs, forgottenMs }: PauseRule, now: () => number = Date.now): Pauses {
  const tried = new Map<string, { readonly times: number; readonly atMs: number }>();
  return {
    ask: (name) => {
      const last = tried.get(name);
      const { times, atMs } = last === undefined || last.atMs + forgottenMs <= now() ? { times: 0, atMs: 0 } : last;
      const pauseMs = times < free ? 0 : Math.min(longestMs, firstMs * 2 ** Math.min(times - free, 30));
      if (atMs + pauseMs > now()) return atMs + pauseMs - now();
      // Behind all others, so that the first is the one that was asked about longest ago.
      tried.delete(name);
      tried.set(name, { times: times + 1, atMs: now() });
      if (tried.size > mostNames) tried.delete(tried.keys().next().value ?? '');
      return 0;
    },
    forgive: (name) => void tried.delete(name),
    takeBack: (name) => {
      const last = tried.get(name);
      if (last !== undefined) tried.set(name, { ...last, times: Math.max(0, last.times - 1) });
    },
  };
}
