import type { AuditEntry } from '../audit-entry.ts';
import { cutText } from './cut-text.ts';

/** The fields of a record that say what was decided; what is very long is cut, and how much is said. */
export function entryFields(number: number, at: Date, entry: AuditEntry): object {
  return {
    n: number,
    at: at.toISOString(),
    who: cutText(entry.who),
    by: cutText(entry.by),
    action: cutText(entry.action),
    resource: cutText(entry.resource),
    allowed: entry.allowed,
    because: cutText(entry.because),
    request: cutText(entry.request),
  };
}
