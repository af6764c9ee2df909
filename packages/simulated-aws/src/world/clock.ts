/** Time of the simulated account: it passes only when somebody lets it, so that minutes take no time. */
export interface AccountClock {
  nowMs(): number;
  /** Let time pass up to a moment; going back does nothing. */
  advanceTo(ms: number): void;
}

/**
 * A clock that begins at a fixed moment, the same in every rehearsal. It is ahead of the machine's: the CDK shows only
 * events of a stack that are younger than its own start.
 */
export function startClock(beginMs: number = Date.UTC(2100, 0, 4, 8)): AccountClock {
  let now = beginMs;
  return {
    nowMs: () => now,
    advanceTo: (ms) => {
      now = Math.max(now, ms);
    },
  };
}
