import type { RightsHolder } from '@atelier/aws';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { rightsText } from '../text/rights-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

/** Show the IAM policies that whoever deploys, CloudFormation's role or an onlooker needs for a workspace. */
export async function showRights(
  io: Io,
  file: string | undefined,
  options: { for: RightsHolder; json?: boolean },
): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, file));
  const { rights, synthesise } = await import('@atelier/aws');
  const given = await rights(workspace, await synthesise(workspace), options.for);
  io.out(options.json ? `${JSON.stringify(given, null, 2)}\n` : rightsText(given));
  return exitCodes.done;
}
