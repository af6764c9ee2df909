const mostNames = 8;

/** The names to choose from, those that begin most like the given one first. */
export function accepted(given: string, names: readonly string[]): string {
  const like = (name: string) => sameBeginning(given.toLowerCase(), name.toLowerCase());
  const ordered = [...names].sort((a, b) => like(b) - like(a));
  const more = ordered.length - mostNames;
  return `${ordered.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function sameBeginning(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
