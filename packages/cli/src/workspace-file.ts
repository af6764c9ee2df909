import { resolve } from 'node:path';
import { loadWorkspace, Problem, renderIssues, type Workspace } from '@atelier/core';
import type { Io } from './io.ts';

/** Where the workspace's file is: the one named, or atelier.yaml in the current folder. */
export function workspaceFile(io: Io, named: string | undefined): string {
  return resolve(io.cwd, named ?? 'atelier.yaml');
}

/** Read a workspace that has to be without mistakes; its mistakes are one Problem that lists them all. */
export async function readWorkspace(file: string): Promise<Workspace> {
  const loaded = await loadWorkspace(file);
  if (loaded.ok) return loaded.workspace;
  throw new Problem({
    code: 'WorkspaceRefused',
    message: renderIssues(loaded.problems).trimEnd(),
    fix: 'Mend the file; "atelier check" shows what is left.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
