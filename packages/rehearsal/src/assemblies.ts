import { join } from 'node:path';
import { type Synthesis, synthesise } from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import { changedWorkspace } from './changes/changes.ts';

/** Where a cloud assembly lies: that of the workspace, or of one of its changes. */
export function assemblyFolder(folder: string, change: string | null): string {
  return join(folder, change === null ? 'workspace' : `with-${change}`);
}

/** What phases deploy, synthesised when it is first asked for. */
export interface Assemblies {
  readonly folder: string;
  readonly workspace: Workspace;
  /** @throws Problem for a change that no stack can hold */
  of(change: string | null): Promise<Synthesis>;
}

/** Assemblies of a workspace and its changes in a folder. */
export function assembliesIn(folder: string, workspace: Workspace): Assemblies {
  const made = new Map<string | null, Promise<Synthesis>>();
  return {
    folder,
    workspace,
    of: (change) => {
      const before = made.get(change);
      if (before !== undefined) return before;
      const making = synthesise(changedWorkspace(workspace, change), { folder: assemblyFolder(folder, change) });
      made.set(change, making);
      return making;
    },
  };
}
