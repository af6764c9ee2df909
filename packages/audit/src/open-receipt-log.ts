import { receiptFields } from './chain/receipt-fields.ts';
import { type ChainedLog, chainedLog, type LogPlace } from './chained-log.ts';
import type { ReceiptEntry } from './receipt-entry.ts';

/** Where the one process that passes on what spaces ask writes down what has crossed. */
export type ReceiptLog = ChainedLog<ReceiptEntry>;

/**
 * Open the log of what has crossed the sockets of spaces, in a folder of its own, beside no audit.
 *
 * @throws Problem AuditUnusable when its place is a link, somebody else's, or cannot be written to
 */
export function openReceiptLog(place: LogPlace): ReceiptLog {
  return chainedLog(place, receiptFields);
}
