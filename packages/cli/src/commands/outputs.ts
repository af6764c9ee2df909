import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { table } from '../text/table.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

/** Show what other systems can read from the stacks of a workspace. */
export async function outputs(io: Io, file: string | undefined, options: { json?: boolean }): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, file));
  const { plannedOutputs, synthesise } = await import('@atelier/aws');
  const planned = plannedOutputs((await synthesise(workspace)).stacks);
  if (options.json) {
    io.out(`${JSON.stringify({ outputs: planned }, null, 2)}\n`);
    return exitCodes.done;
  }
  const rows = planned.map(({ stack, name, value, description }) => [
    stack,
    name,
    value ?? '(known once deployed)',
    description ?? '',
  ]);
  io.out(table([['STACK', 'OUTPUT', 'VALUE', ''], ...rows]));
  return exitCodes.done;
}
