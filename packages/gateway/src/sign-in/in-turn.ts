/** Does what takes much of the machine a few at a time; undefined: too many wait already. */
export type InTurn = <Answer>(work: () => Promise<Answer>) => Promise<Answer | undefined>;

/** At most so many at the same time, and so many that wait. */
export function inTurn({ atOnce, waiting }: { readonly atOnce: number; readonly waiting: number }): InTurn {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) return undefined;
      // Whoever ends hands its place on.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
