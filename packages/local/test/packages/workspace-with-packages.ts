import { parseWorkspace, type Workspace } from '@atelier/core';

/** A workspace of a file without flows. */
export function loadWorkspaceText(text: string): Workspace {
  const read = parseWorkspace({ file: 'atelier.yaml', folder: import.meta.dirname, text }, new Map());
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.workspace;
}
