import type { Workspace } from '../model/workspace.ts';
import type { Blueprint } from './blueprint.ts';
import { personPieces, sandboxPieces } from './person-pieces.ts';
import { projectPieces, sharedSpacePieces } from './project-pieces.ts';
import { workspacePieces } from './workspace-pieces.ts';

/**
 * The blueprint of a workspace: the pieces that it consists of, the same for every target.
 *
 * The same workspace gives the same plan, byte for byte. A person who comes or goes adds or removes that person's
 * pieces and changes no other.
 */
export function blueprintOf(workspace: Workspace): Blueprint {
  const pieces = [
    ...workspacePieces(workspace),
    ...projectPieces(workspace),
    ...personPieces(workspace),
    ...sharedSpacePieces(workspace),
    ...sandboxPieces(workspace),
  ];
  return { workspace: workspace.name, pieces };
}
