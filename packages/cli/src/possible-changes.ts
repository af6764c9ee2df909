import { type FileChange, loadWorkspace, type Workspace } from '@atelier/core';

/** Loads what a file would describe after changes; null: it would have mistakes, or AWS could not hold it. */
export async function possibleChanges(
  file: string,
): Promise<(changes: readonly FileChange[]) => Promise<Workspace | null>> {
  const { findingsForAws } = await import('@atelier/aws');
  return async (changes) => {
    const loaded = await loadWorkspace(file, changes);
    return loaded.ok && findingsForAws(loaded.workspace).length === 0 ? loaded.workspace : null;
  };
}
