import type { AuditEntry } from './audit-entry.ts';

/** A decision as it was written down. */
export interface AuditRecord extends AuditEntry {
  /** Which process wrote it. */
  readonly writer: string;
  /** In that writer's chain. */
  readonly number: number;
  /** ISO 8601, in UTC. */
  readonly at: string;
}
