import type { AuditEntry } from '@atelier/audit';
import type { Caller } from '@atelier/core';

/** How requests come in at a socket. */
export interface Entrance {
  /** What shows who asks there, as the audit log has it: `owner's socket`. */
  readonly by: string;
  /** @throws Problem for a request of nobody */
  callerOf(request: Request): Caller;
  /** Resolves once a decision is on the disk; nothing is done before, or when it fails. */
  record(entry: AuditEntry): Promise<void>;
}
