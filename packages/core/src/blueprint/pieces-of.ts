import type { Blueprint } from './blueprint.ts';
import type { Piece, PieceOf } from './piece.ts';

/** The pieces of one kind, in their order. */
export function piecesOf<Kind extends Piece['kind']>({ pieces }: Blueprint, kind: Kind): PieceOf<Kind>[] {
  return pieces.filter((piece): piece is PieceOf<Kind> => piece.kind === kind);
}
