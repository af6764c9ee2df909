import { join } from 'node:path';
import type { Synthesis } from '@atelier/aws';
import type { Workspace } from '@atelier/core';

/** Where the cloud assemblies of a rehearsal lie: that of the workspace, and that with one person more. */
export function assemblyFolders(folder: string) {
  return { workspace: join(folder, 'workspace'), withOneMore: join(folder, 'with-one-more') };
}

/** Writes what all phases deploy; gives the workspace as it is. */
export async function writeAssemblies(workspace: Workspace, folder: string): Promise<Synthesis> {
  const { synthesise } = await import('@atelier/aws');
  const folders = assemblyFolders(folder);
  await synthesise(withOneMore(workspace), { folder: folders.withOneMore });
  return synthesise(workspace, { folder: folders.workspace });
}

/** The workspace with one person more, who is a member of its first project. */
export function withOneMore(workspace: Workspace): Workspace {
  const name = 'rehearsed-guest';
  const guest = { name, role: 'viewer', signInName: name, profile: name } as const;
  const [first, ...others] = workspace.projects;
  const projects = first === undefined ? [] : [{ ...first, members: [...first.members, name] }, ...others];
  return { ...workspace, people: [...workspace.people, guest], projects };
}
