/** Lets writers work beside each other, and one that they got in the way of work alone. */
export interface WriteTurns {
  beside<Result>(write: () => Promise<Result>): Promise<Result>;
  /** Begins when every writer before it has ended; writers after it wait. */
  alone<Result>(write: () => Promise<Result>): Promise<Result>;
}

/** Turns of one warehouse; first come, first served. */
export function writeTurns(): WriteTurns {
  let lastAlone: Promise<unknown> = Promise.resolve();
  let besides: Promise<unknown> = Promise.resolve();
  return {
    beside: (write) => {
      const turn = lastAlone.then(write);
      besides = Promise.allSettled([besides, turn]);
      return turn;
    },
    alone: (write) => {
      const turn = Promise.allSettled([lastAlone, besides]).then(write);
      lastAlone = turn.catch(() => undefined);
      return turn;
    },
  };
}
