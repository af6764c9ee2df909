import { relative, resolve } from 'node:path';
import { oneLine } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

/** Write the templates of a workspace as a CDK cloud assembly, which plain `cdk deploy` takes too. */
export async function synth(
  io: Io,
  file: string | undefined,
  options: { out?: string; json?: boolean },
): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, file));
  const { synthesise } = await import('@atelier/aws');
  // The CDK's own command line says here where it looks for the templates.
  const folder = resolve(io.cwd, options.out ?? io.env.CDK_OUTDIR ?? 'cdk.out');
  const { stacks } = await synthesise(workspace, { folder });
  const written = stacks.map(({ stack, template }) => ({ stack, resources: Object.keys(template.Resources).length }));
  if (options.json) io.out(`${JSON.stringify({ folder, stacks: written }, null, 2)}\n`);
  else io.err(`${written.length} stacks are in ${oneLine(relative(io.cwd, folder)) || '.'}.\n`);
  return exitCodes.done;
}
