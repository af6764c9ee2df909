/** A value as a message shows it, in a few words. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

const mostNamed = 14;

/** Names as a sentence lists them: a, b and c. */
export function enumerate(names: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const shown =
    names.length > mostNamed ? [...names.slice(0, mostNamed - 1), `${names.length - mostNamed + 1} more`] : names;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} ${conjunction} ${shown.at(-1)}`;
}

/** A number as a person reads it: 1,234. */
export function count(amount: number): string {
  return amount.toLocaleString('en');
}
