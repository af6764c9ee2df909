import { checkReport, loadWorkspace, renderIssues } from '@atelier/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { workspaceFile } from '../workspace-file.ts';

/** Show every mistake of a workspace file. */
export async function check(io: Io, options: { file?: string; json?: boolean }): Promise<ExitCode> {
  const file = workspaceFile(io, options.file);
  const loaded = await loadWorkspace(file);
  if (options.json) io.out(`${JSON.stringify(checkReport(loaded), null, 2)}\n`);
  else io.out(loaded.ok ? `${file} has no mistakes.\n` : renderIssues(loaded.problems));
  return loaded.ok ? exitCodes.done : exitCodes.refused;
}
