import type { Finding } from '@atelier/proofs';

/** Whether it is proven that the perimeter has no hole, and what speaks against it. */
export interface Isolation {
  /** It is proven that nothing leads out, in or past the perimeter. */
  readonly ok: boolean;
  /** Whether the file asks for it; with `network.mode: egress` ways out are wanted. */
  readonly wanted: boolean;
  readonly findings: readonly Finding[];
  /** Sentences on who is let in from outside on purpose, and for what. */
  readonly waysIn: readonly string[];
}
