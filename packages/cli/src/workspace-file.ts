import { resolve } from 'node:path';
import { type ConfigIssue, loadWorkspace, renderIssues, type Workspace } from '@atelier/core';
import { oneLine, Problem } from '@atelier/problem';
import type { Io } from './io.ts';

/** Where the workspace's file is: the one named, or atelier.yaml in the current folder. */
export function workspaceFile(io: Io, named: string | undefined): string {
  const file = resolve(io.cwd, named ?? 'atelier.yaml');
  if (!/\p{Cc}/u.test(file)) return file;
  throw new Problem({
    code: 'PathNotAccepted',
    message: `The path ${oneLine(file)} has a control character in it, such as a line end; none is accepted.`,
    fix: 'Rename that folder or file.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

/** All mistakes of a workspace as one problem. */
export class WorkspaceRefused extends Problem {
  /** Every mistake with its place, in lines of ours. */
  readonly issuesText: string;

  constructor(issues: readonly ConfigIssue[]) {
    const text = renderIssues(issues).trimEnd();
    super({
      code: 'WorkspaceRefused',
      message: text,
      fix: 'Mend the file; "atelier check" shows what is left.',
      whose: 'yours',
      state: 'Nothing was changed.',
    });
    this.issuesText = text;
  }
}

/** Read a workspace that has to be without mistakes; its mistakes are one Problem that lists them all. */
export async function readWorkspace(file: string): Promise<Workspace> {
  const loaded = await loadWorkspace(file);
  if (loaded.ok) return loaded.workspace;
  throw new WorkspaceRefused(loaded.problems);
}
