import type { AuditLog } from './audit-log.ts';
import { entryFields } from './chain/entry-fields.ts';
import { chainedLog, type LogPlace } from './chained-log.ts';

/**
 * Open the log of one writer's decisions, which no other process has open: each record is chained to the one before by its digest.
 *
 * An entry that could not be written is answered with Problem AuditNotWritten, and so is every one after it.
 *
 * @throws Problem AuditUnusable when its place is a link, somebody else's, or cannot be written to
 */
export function openAuditLog(place: LogPlace): AuditLog {
  return chainedLog(place, entryFields);
}
