import type { Account } from './account.ts';

/** What a teardown is planned from: what the workspace has, and what of others stands in its way. */
export interface DestroyGround extends Account {
  /** What its teardown would stop at, in its network or with its security groups, and does not remove. */
  readonly strangers: readonly Stranger[];
}

/** Something that is nobody's of the workspace and holds on to its network. */
export interface Stranger {
  /** Such as `subnet`. */
  readonly kind: string;
  readonly id: string;
  /** What people know it by; null: nobody has named it. */
  readonly name: string | null;
}
