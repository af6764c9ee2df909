const secondsOfUnit = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds of a time such as 90s, 2m, 8h or 7d. */
export function secondsOf(duration: string): number {
  const unit = duration.at(-1) as keyof typeof secondsOfUnit;
  return Number(duration.slice(0, -1)) * secondsOfUnit[unit];
}

/** Minutes of a time such as 60m, 8h or 7d. */
export function minutesOf(duration: string): number {
  return secondsOf(duration) / 60;
}
