import { SharedSpace } from '@atelier/constructs';
import type { PieceOf } from '@atelier/core';
import { type Built, made, type Site } from './builder.ts';

/** The space that the members of a project share; it has an owner, whose profile comes first. */
export function buildSharedSpace(
  piece: PieceOf<'shared-space'>,
  { stack, names, needed }: Site,
): Built<'shared-space'> {
  new SharedSpace(stack, `Space-${piece.project.name}`, {
    domainId: needed('studio').domainId,
    spaceName: names.sharedSpace(piece.project.name),
    ownerUserProfileName: piece.owner.profile,
  });
  return made;
}
