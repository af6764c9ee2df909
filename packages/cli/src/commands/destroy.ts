import type { DestroyStep, Leftover } from '@atelier/aws/account';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { leftoversText, stepsText } from '../text/destroy-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';
import { agreed } from './deploy.ts';

export interface DestroyOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly stores: string;
}

/** Take a workspace down in the order that AWS needs, and say what is left; 2 while something left costs money. */
export async function destroyWorkspace(io: Io, file: string | undefined, options: DestroyOptions): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, file));
  const { accountClients, destroy, destroyPlan, leftovers, readAccount, realTime } = await import(
    '@atelier/aws/account'
  );
  const clients = accountClients(workspace.aws?.region ?? '');
  const stores = options.stores === 'delete' ? 'delete' : 'keep';
  const steps = destroyPlan(await readAccount(workspace, clients), workspace, { stores });
  io.err(stepsText(steps));
  if (steps.length > 0 && !options.yes && !(await agreed(io, `Destroy ${workspace.name}?`))) {
    return exitCodes.interrupted;
  }
  await destroy(
    steps,
    clients,
    ({ step, number, of, status }) => io.err(`[${number}/${of}] ${step.id}: ${status}\n`),
    realTime,
  );
  const kept = { stores, homeFolders: workspace.studio.homeFolders } as const;
  const left = leftovers(await readAccount(workspace, clients), kept);
  if (options.json) io.out(`${JSON.stringify({ steps: steps.map(outline), leftovers: left }, null, 2)}\n`);
  else io.out(leftoversText(left));
  return costs(left) ? exitCodes.failed : exitCodes.done;
}

function outline({ id, what, keeps, awsMinutes }: DestroyStep) {
  return { id, what, keeps, awsMinutes };
}

/** What was meant to stay is not held against the teardown. */
function costs(left: readonly Leftover[]): boolean {
  return left.some(({ isBillable, isKept }) => isBillable && !isKept);
}
