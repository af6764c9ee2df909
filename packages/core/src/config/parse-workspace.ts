import { assembleWorkspace, type FileSources, readFlows, type WorkspaceResult } from './assemble-workspace.ts';
import { checkFile } from './check-file.ts';
import { workspaceKind } from './file-kinds.ts';
import type { Source } from './reading/source.ts';

/** Turn the text of a workspace's file, and of the files that it names, into a workspace without touching the disk. */
export function parseWorkspace(source: Source, sources: FileSources = new Map()): WorkspaceResult {
  const checked = checkFile(source, workspaceKind);
  return assembleWorkspace(checked, source.folder, { sources, flows: readFlows(checked, sources), strays: [] });
}
