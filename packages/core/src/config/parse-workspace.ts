import { dirname, resolve } from 'node:path';
import { assembleWorkspace, type FlowSources, type WorkspaceResult } from './assemble-workspace.ts';
import { checkFile } from './check-file.ts';
import { workspaceKind } from './file-kinds.ts';

/**
 * Turn the text of a workspace's file into a workspace, without touching the disk.
 *
 * `file` says where the text belongs, for messages and relative paths; `flows` holds the flow files that it names.
 */
export function parseWorkspace(text: string, file: string, flows: FlowSources = new Map()): WorkspaceResult {
  const folder = dirname(resolve(file));
  return assembleWorkspace(checkFile({ file, folder, text }, workspaceKind), folder, flows);
}
