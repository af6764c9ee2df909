import type { Narrowed } from '@atelier/core';

/** What is told of a token: nothing that lets in. */
export interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly scope: Narrowed['scope'];
  readonly project: string | null;
  readonly accessKeyId: string | null;
  readonly madeAtMs: number;
  readonly endsAtMs: number;
  /** To the minute. */
  readonly usedAtMs: number | null;
}
