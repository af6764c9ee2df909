/** Lines that a list lacks and has beside another, marked with - and +. */
export function differencesBetween(expected: readonly string[], found: readonly string[]): readonly string[] {
  const missing = without(expected, found).map((line) => `- ${line}`);
  return [...missing, ...without(found, expected).map((line) => `+ ${line}`)];
}

/** The lines of one list that another lacks, each as often as it does. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1);
  return lines.filter((line) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  });
}
