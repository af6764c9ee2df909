import { readAudit, readReceipts, type UnreadLine, verifyAudit } from '@atelier/audit';
import type { StateFolder } from '../state-folder.ts';
import { type Receipt, receiptOf } from './receipt.ts';

/** Which receipt is asked for. */
export interface WantedReceipt {
  readonly workspace: string;
  /** Id of the space. */
  readonly space: string;
  /** ISO 8601 in UTC; null: from the beginning. */
  readonly since: string | null;
}

/**
 * The receipt of a space from what is written down, whether the workspace is up or not.
 *
 * @param unread hears of each line that is none of ours
 * @throws Problem AuditUnusable
 */
export function spaceReceipt(state: StateFolder, wanted: WantedReceipt, unread: (line: UnreadLine) => void): Receipt {
  const folder = state.receipts;
  const [log] = verifyAudit(folder).logs;
  return receiptOf({
    ...wanted,
    madeAt: new Date().toISOString(),
    log,
    records: readReceipts(folder, unread),
    // What the front door has decided, and no other: what spaces ask passes by it alone.
    decided: readAudit(state.audit, () => undefined),
  });
}
