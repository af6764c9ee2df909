import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { outputsText } from '../text/outputs-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

/** Show what other systems can read from the stacks of a workspace. */
export async function outputs(io: Io, file: string | undefined, options: { json?: boolean }): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, file));
  const { plannedOutputs, synthesise } = await import('@atelier/aws');
  const planned = plannedOutputs((await synthesise(workspace)).stacks);
  io.out(options.json ? `${JSON.stringify({ outputs: planned }, null, 2)}\n` : outputsText(planned));
  return exitCodes.done;
}
