import { receiptIn } from './chain/receipt-fields.ts';
import { readLogs, type UnreadLine } from './read-logs.ts';
import type { ReceiptRecord } from './receipt-record.ts';

/**
 * What has crossed the sockets of spaces, in the order in which it was over, in bounded memory.
 *
 * Whether it is as it was written is not looked at: that is `verifyAudit`'s.
 *
 * @param unread hears of each line that is none of ours
 * @throws Problem AuditUnusable where a link or something of another account is in place of a file
 */
export function readReceipts(folder: string, unread: (line: UnreadLine) => void): Generator<ReceiptRecord> {
  return readLogs(folder, { recordIn: receiptIn, unread });
}
