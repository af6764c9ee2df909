import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { IAMClient } from '@aws-sdk/client-iam';
import { otherFile } from '../deploy/other-file.ts';
import { readDeployed } from '../deploy/read-deployed.ts';
import { readStudioRole, workspaceElsewhere } from '../deploy/workspace-elsewhere.ts';
import type { Account } from '../read/account.ts';
import type { AccountClients } from '../read/account-clients.ts';
import { awsProblem } from '../read/aws-problem.ts';
import { requireOperator } from '../read/require-operator.ts';

/**
 * Look whether the caller is an operator, and a file is of the workspace that is deployed under its name in its region.
 *
 * @throws Problem when the caller is none, when the file is another's, and when the workspace of that name is in another region
 */
export async function checkTeardown(workspace: Workspace, account: Account, clients: AccountClients): Promise<void> {
  await requireOperator(workspace, clients);
  const other = await blockerFor(workspace, account, clients).catch((error: unknown) => {
    throw awsProblem(error, `looking what is deployed as ${workspace.name}`, 'Nothing was changed.');
  });
  if (other !== null) throw other;
}

async function blockerFor(workspace: Workspace, account: Account, clients: AccountClients): Promise<Problem | null> {
  if (account.stacks.length === 0) {
    const role = await readStudioRole(workspace, new IAMClient({ region: account.region }));
    const elsewhere = workspaceElsewhere(role, workspace, account);
    const fix = 'Give aws.region of the file the region in which it was deployed.';
    return elsewhere?.code === 'WorkspaceElsewhere' ? new Problem({ ...elsewhere.toJSON(), fix }) : null;
  }
  const other = otherFile(account, workspace, await readDeployed(account, clients));
  const fix = 'Destroy the deployed workspace with its own file, or give this one another name.';
  return other && new Problem({ ...other.toJSON(), fix });
}
