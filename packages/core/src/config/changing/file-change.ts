import { formatPath, type Path } from '../explaining/issue.ts';

/** A value that a file can hold. */
export type WrittenValue =
  | string
  | number
  | boolean
  | readonly WrittenValue[]
  | { readonly [key: string]: WrittenValue };

/** One change of a file: a value at a path, an item more or less in a list, or a path that goes. */
export type FileChange =
  | { readonly kind: 'set' | 'append' | 'drop'; readonly path: Path; readonly value: WrittenValue }
  | { readonly kind: 'remove'; readonly path: Path };

/** A change as whoever makes it would write it, such as `people.july.role: data-engineer`. */
export function changeText(change: FileChange): string {
  const path = formatPath(change.path);
  switch (change.kind) {
    case 'set':
      return `${path}: ${valueText(change.value)}`;
    case 'append':
      return `${path}: add ${valueText(change.value)}`;
    case 'drop':
      return `${path}: take out ${valueText(change.value)}`;
    case 'remove':
      return `${path}: remove`;
  }
}

function valueText(value: WrittenValue): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).map(([key, held]) => `${key}: ${valueText(held)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
