/**
 * Whether a text is what a pattern says: `*` stands for any text, a backslash makes the star or backslash after it plain.
 *
 * Takes as long as the text is, however many stars there are.
 */
export function matchesWildcard(text: string, pattern: string): boolean {
  const [first = '', ...others] = plainParts(pattern);
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

/** The plain texts between the stars. */
function plainParts(pattern: string): readonly string[] {
  const parts = [''];
  for (const [piece] of pattern.matchAll(/\\[*\\]|\*|[^*\\]+|\\/g)) {
    if (piece === '*') parts.push('');
    else parts.push(`${parts.pop()}${piece.replace(/^\\(?=[*\\])/, '')}`);
  }
  return parts;
}
