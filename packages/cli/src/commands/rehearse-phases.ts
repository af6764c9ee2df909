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
 * Go through the phases that are asked for, each named by a line of the input, and bootstrap before them, in whichever account the environment
 * leads to; each is answered with a line.
 */
export async function rehearsePhases(io: Io, options: PhasesOptions): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, options.file));
  const { performBootstrap, performPhase } = await import('@atelier/rehearsal');
  for await (const line of io.lines()) {
    const [part, ...policies] = line.split(' ');
    const answer =
      part === 'bootstrap'
        ? await performBootstrap(workspace, policies)
        : await performPhase(line as Phase, workspace, options.assemblies);
    io.out(`${JSON.stringify(answer)}\n`);
  }
  return exitCodes.done;
}
