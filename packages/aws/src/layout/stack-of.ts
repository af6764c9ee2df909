import type { Piece } from '@atelier/core';
import { shardOf } from './shard-of.ts';

/** The name of the stack that holds a piece. Stacks are cut by lifecycle: what comes and goes together is together. */
export function stackOf(workspace: string, piece: Piece): string {
  switch (piece.kind) {
    case 'network':
    case 'key':
    case 'access-logs':
      return `${workspace}-network`;
    case 'person':
    case 'space':
    case 'sandbox':
      return `${workspace}-people-${shardOf(piece.person.name)}`;
    case 'role':
    case 'packages':
    case 'studio':
    case 'project-templates':
    case 'big-data':
    case 'workspace-budget':
      return `${workspace}-foundation`;
    case 'shared-space':
      return `${workspace}-spaces`;
    default:
      return `${workspace}-project-${piece.project.name}`;
  }
}
