import type { Piece } from '@atelier/core';
import { shardOf } from './shard-of.ts';
import { stackNames } from './stack-names.ts';

/** A stack of a workspace, by the pieces that are in it. */
export interface StackOfPieces {
  readonly kind: keyof typeof stackNames;
  readonly name: string;
  /** For whoever looks at the account. */
  readonly holds: string;
}

/** The stack that holds a piece. Stacks are cut by lifecycle: what comes and goes together is together. */
export function stackHolding(workspace: string, piece: Piece): StackOfPieces {
  switch (piece.kind) {
    case 'network':
    case 'key':
    case 'access-logs':
      return { kind: 'network', name: stackNames.network(workspace), holds: 'the network and the key' };
    case 'person':
    case 'space':
    case 'sandbox': {
      const shard = shardOf(piece.person.name);
      return { kind: 'people', name: stackNames.people(workspace, shard), holds: `people of shard ${shard}` };
    }
    case 'role':
    case 'packages':
    case 'studio':
    case 'project-templates':
    case 'workspace-tracking':
    case 'big-data':
    case 'workspace-budget':
      return { kind: 'foundation', name: stackNames.foundation(workspace), holds: 'Studio, roles and packages' };
    case 'shared-space':
      return { kind: 'spaces', name: stackNames.spaces(workspace), holds: 'spaces that members share' };
    default: {
      const { name } = piece.project;
      return { kind: 'project', name: stackNames.project(workspace, name), holds: `the project ${name}` };
    }
  }
}

/** The name of that stack. */
export function stackOf(workspace: string, piece: Piece): string {
  return stackHolding(workspace, piece).name;
}
