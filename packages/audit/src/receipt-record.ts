import type { ReceiptEntry } from './receipt-entry.ts';

/** A request that crossed a socket, as it was written down. */
export interface ReceiptRecord extends ReceiptEntry {
  /** In its writer's chain. */
  readonly number: number;
  /** When it was over: ISO 8601, in UTC. */
  readonly at: string;
}
