import type { AuditEntry } from './audit-entry.ts';

/** Where one process writes down what it decides. */
export interface AuditLog {
  /** Resolves once the entry is on the disk; whatever follows from a decision is answered after that. */
  append(entry: AuditEntry): Promise<void>;
  /** Writes what is left. */
  close(): Promise<void>;
}
