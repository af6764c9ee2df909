import { assembleWorkspace, type FileSources, type WorkspaceResult } from './assemble-workspace.ts';
import { checkFile } from './check-file.ts';
import { workspaceKind } from './file-kinds.ts';
import type { Source } from './source.ts';

/** Turn the text of a workspace's file, and of the files that it names, into a workspace without touching the disk. */
export function parseWorkspace(source: Source, sources: FileSources = new Map()): WorkspaceResult {
  return assembleWorkspace(checkFile(source, workspaceKind), source.folder, sources);
}
