const pauseMillis = 60_000;

/** Tell at most one a minute of what strangers can cause, with how many there were: a log is not theirs to fill. */
export function seldom(tell: (news: string) => void, news: string, now: () => number = Date.now): () => void {
  let untold = 0;
  let quietUntil = Number.NEGATIVE_INFINITY;
  return () => {
    untold += 1;
    if (now() < quietUntil) return;
    tell(untold === 1 ? news : `${news} (${untold} times since the last of these lines)`);
    untold = 0;
    quietUntil = now() + pauseMillis;
  };
}
