import { parse, stringify } from 'yaml';

interface Edit {
  readonly kind: 'set' | 'append' | 'drop' | 'remove';
  readonly path: readonly string[];
  readonly value?: unknown;
}

/** A file with edits made by somebody who reads them as a report tells them. */
export function edited(text: string, edits: readonly Edit[]): string {
  const data = parse(text);
  for (const { kind, path, value } of edits) {
    if (kind === 'drop' || kind === 'remove') throw new Error(`Nobody is told to ${kind}.`);
    const parent = path.slice(0, -1).reduce((at, key) => {
      at[key] ??= {};
      return at[key];
    }, data);
    const key = path.at(-1) ?? '';
    parent[key] = kind === 'append' ? [...(parent[key] ?? []), value] : value;
  }
  return stringify(data);
}
