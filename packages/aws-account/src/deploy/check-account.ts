import type { GuardrailFinding } from '@atelier/aws';
import type { StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { throwBlockers } from '../destroy/throw-blockers.ts';
import type { Account } from '../read/account.ts';
import { type AccountClients, accountClients } from '../read/account-clients.ts';
import { awsProblem } from '../read/aws-problem.ts';
import { readAccount } from '../read/read-account.ts';
import { requireOperator } from '../read/require-operator.ts';
import { notTakenBack, readTakeBack, repositoriesAside } from '../take-back/read-take-back.ts';
import type { TakeBack } from '../take-back/take-back.ts';
import { isBootstrapped } from './bootstrap.ts';
import { compareDeployed } from './compare-deployed.ts';
import { directoryBlockers } from './directory-blockers.ts';
import { namedRoleBlockers } from './named-role-blockers.ts';
import { neededNames } from './needed-names.ts';
import { readDeployed } from './read-deployed.ts';
import { readTaken } from './read-taken.ts';
import { roleBlockers } from './role-blockers.ts';
import { type Looked, unblockedAccount } from './unblocked-account.ts';

/** An account that nothing speaks against deploying to. */
export interface CheckedAccount {
  readonly account: Account;
  readonly clients: AccountClients;
  readonly isBootstrapped: boolean;
  /** What earlier stacks of the workspace have kept, and it takes back. */
  readonly takeBack: TakeBack;
  /** The templates of the workspace's stacks that are there. */
  readonly deployed: readonly StackTemplate[];
  /** Findings that do not stop a deployment, and should be known before. */
  readonly warnings: readonly GuardrailFinding[];
}

/**
 * Look at everything in the account that a deployment of these templates would fail on, or lose.
 *
 * @throws Problem for all that is found
 */
export async function checkAccount(workspace: Workspace, templates: readonly StackTemplate[]): Promise<CheckedAccount> {
  const clients = accountClients(workspace);
  await requireOperator(workspace, clients);
  const { account, takeBack } = await unblockedAccount(workspace, () => look(workspace, templates, clients));
  const deployed = await asked('reading the templates of the stacks that are there', readDeployed(account, clients));
  const { blockers, warnings } = compareDeployed({ workspace, account, templates, deployed });
  const ofRoles = await asked('asking AWS for the role of Studio', roleBlockers(workspace, account));
  const named = await asked('asking AWS for the roles that the file names', namedRoleBlockers(workspace, account));
  throwBlockers([...blockers, ...ofRoles, ...named, ...(await directoryBlockers(workspace, deployed, clients))]);
  const bootstrapped = isBootstrapped(workspace, clients.region);
  return {
    ...{ account, clients, deployed, takeBack, warnings },
    isBootstrapped: await asked('asking AWS whether the account is bootstrapped', bootstrapped),
  };
}

async function look(
  workspace: Workspace,
  templates: readonly StackTemplate[],
  clients: AccountClients,
): Promise<Looked> {
  const account = await readAccount(workspace, clients);
  const { stacks, blockers } = await readTakeBack(templates, account, clients);
  const needed = notTakenBack(neededNames(templates, account), { stacks });
  const taken = await readTaken(needed, account, clients);
  const setAside = repositoriesAside(taken, needed, account);
  const inTheWay = taken.filter(
    ({ kind, name }) => kind !== 'repository' || !setAside.some((each) => each.name === name),
  );
  return { account, taken: inTheWay, takeBack: { stacks, blockers, setAside } };
}

async function asked<Answer>(doing: string, asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking;
  } catch (error) {
    throw awsProblem(error, doing, 'Nothing was changed.');
  }
}
