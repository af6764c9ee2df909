import type { AuditRecord } from './audit-record.ts';
import { recordIn } from './chain/record-in.ts';
import { readLogs, type UnreadLine } from './read-logs.ts';

/**
 * What all writers have decided and written down, in order of time, in bounded memory.
 *
 * Whether it is as it was written is not looked at: that is `verifyAudit`'s.
 *
 * @param unread hears of each line that is none of ours
 * @throws Problem AuditUnusable where a link or something of another account is in place of a file
 */
export function readAudit(folder: string, unread: (line: UnreadLine) => void): Generator<AuditRecord> {
  return readLogs(folder, { recordIn: (fields, writer) => recordIn(writer, fields), unread });
}
