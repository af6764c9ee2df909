const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;

/** How long something takes, in the largest unit of which there are at least two. */
export function durationText(seconds: number): string {
  const [unit, inSeconds] = units.find(([, size]) => seconds >= 2 * size) ?? ['s', 1];
  return `${Math.round(seconds / inSeconds)} ${unit}`;
}
