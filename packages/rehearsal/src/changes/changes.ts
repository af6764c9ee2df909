import type { Workspace } from '@atelier/core';
import type { Change } from './change.ts';
import { personMore } from './people-changes.ts';
import { projectChanges } from './project-changes.ts';
import { studioChanges } from './studio-changes.ts';
import { trackingChanges } from './tracking-changes.ts';
import { workspaceChanges } from './workspace-changes.ts';

/** Changes that a rehearsal goes through unless somebody chooses, beside one person more. */
export const changes: readonly Change[] = [
  ...projectChanges,
  ...studioChanges,
  ...trackingChanges,
  ...workspaceChanges,
];

/** The workspace after a change, by the change's id; as it is where none is named. */
export function changedWorkspace(workspace: Workspace, id: string | null): Workspace {
  if (id === null) return workspace;
  const changed = [personMore, ...changes].find((each) => each.id === id)?.apply(workspace);
  if (changed === undefined || 'why' in changed) throw new Error(`${workspace.name} has no change ${id}.`);
  return changed.workspace;
}

/** Sign-in names of everybody in a workspace, and of whom its changes add. */
export function everybodyIn(workspace: Workspace): readonly string[] {
  const workspaces = [personMore, ...changes].flatMap((change) => {
    const changed = change.apply(workspace);
    return 'why' in changed ? [] : [changed.workspace];
  });
  return [...new Set([workspace, ...workspaces].flatMap(({ people }) => people.map(({ signInName }) => signInName)))];
}
