import type { Piece } from '@atelier/core';
import { shardOf } from './shard-of.ts';
import { stackNames } from './stack-names.ts';

/** The name of the stack that holds a piece. Stacks are cut by lifecycle: what comes and goes together is together. */
export function stackOf(workspace: string, piece: Piece): string {
  switch (piece.kind) {
    case 'network':
    case 'key':
    case 'access-logs':
      return stackNames.network(workspace);
    case 'person':
    case 'space':
    case 'sandbox':
      return stackNames.people(workspace, shardOf(piece.person.name));
    case 'role':
    case 'packages':
    case 'studio':
    case 'project-templates':
    case 'big-data':
    case 'workspace-budget':
      return stackNames.foundation(workspace);
    case 'shared-space':
      return stackNames.spaces(workspace);
    default:
      return stackNames.project(workspace, piece.project.name);
  }
}
