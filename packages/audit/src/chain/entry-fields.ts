import type { AuditEntry } from '../audit-entry.ts';

const mostCharacters = 1000;

/** The fields of a record that say what was decided; what is very long is cut, and how much is said. */
export function entryFields(number: number, at: Date, entry: AuditEntry): object {
  return {
    n: number,
    at: at.toISOString(),
    who: cut(entry.who),
    by: cut(entry.by),
    action: cut(entry.action),
    resource: cut(entry.resource),
    allowed: entry.allowed,
    because: cut(entry.because),
    request: cut(entry.request),
  };
}

function cut(text: string): string {
  if (text.length <= mostCharacters) return text;
  return `${text.slice(0, mostCharacters)}… (${text.length - mostCharacters} more)`;
}
