import type { Piece } from './piece.ts';

/** Everything that a workspace consists of, each piece after those it needs. */
export interface Blueprint {
  readonly workspace: string;
  readonly pieces: readonly Piece[];
}
