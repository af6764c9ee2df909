import type { Workspace } from '@atelier/core';
import type { Account } from '../account/account.ts';
import { type AccountClients, accountClients } from '../account/account-clients.ts';
import { awsProblem } from '../account/aws-problem.ts';
import { readAccount } from '../account/read-account.ts';
import { isBootstrapped } from './bootstrap.ts';
import { unobjectionableAccount } from './unobjectionable-account.ts';

/** An account that nothing speaks against deploying to. */
export interface CheckedAccount {
  readonly account: Account;
  readonly clients: AccountClients;
  readonly isBootstrapped: boolean;
}

/**
 * Look at everything in the account that a deployment would fail on.
 *
 * @throws Problem for all that is found
 */
export async function checkAccount(workspace: Workspace): Promise<CheckedAccount> {
  const clients = accountClients(workspace);
  const account = await unobjectionableAccount(workspace, () => readAccount(workspace, clients));
  try {
    return { account, clients, isBootstrapped: await isBootstrapped(workspace, clients.region) };
  } catch (error) {
    throw awsProblem(error, 'asking AWS whether the account is bootstrapped', 'Nothing was changed.');
  }
}
