import type { Phase } from '@atelier/rehearsal';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface PhasesOptions {
  readonly file: string;
  /** Folder that `writeAssemblies` has filled. */
  readonly assemblies: string;
}

/**
 * Go through the phases that are asked for, each named by a line of the input, in whichever account the environment
 * leads to; each is answered with a line.
 */
export async function rehearsePhases(io: Io, options: PhasesOptions): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, options.file));
  const { performPhase } = await import('@atelier/rehearsal');
  for await (const line of io.lines()) {
    io.out(`${JSON.stringify(await performPhase(line as Phase, workspace, options.assemblies))}\n`);
  }
  return exitCodes.done;
}
