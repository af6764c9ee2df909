import type { AuditEntry } from '../audit-entry.ts';
import type { AuditRecord } from '../audit-record.ts';

const texts = [
  'who',
  'by',
  'action',
  'resource',
  'because',
  'request',
] as const satisfies readonly (keyof AuditEntry)[];

/** The decision in a line's fields; undefined when it holds none. */
export function recordIn(writer: string, fields: Readonly<Record<string, unknown>>): AuditRecord | undefined {
  const { n, at, who, by, action, resource, allowed, because, request } = fields as unknown as AuditRecord & {
    n: number;
  };
  const isRecord =
    typeof n === 'number' &&
    typeof at === 'string' &&
    typeof allowed === 'boolean' &&
    texts.every((name) => typeof fields[name] === 'string');
  return isRecord ? { writer, number: n, at, who, by, action, resource, allowed, because, request } : undefined;
}
