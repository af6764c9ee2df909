import type { Workspace } from '@atelier/core';
import type { Account } from '../read/account.ts';
import type { AccountClients } from '../read/account-clients.ts';
import { awsProblem } from '../read/aws-problem.ts';
import { readAccount } from '../read/read-account.ts';
import { type NetworkFound, readEndpoints, readNetwork, readRulesNaming } from '../read/read-network.ts';
import { readRunning } from '../read/read-running.ts';
import { readRecords } from '../sign-in/assigned-records.ts';
import type { DestroyGround } from './destroy-ground.ts';
import { groupsOf, strangersInNetwork, unknownEndpoints } from './strangers-in-network.ts';

/**
 * Reads all that a teardown has to know before it begins.
 *
 * @param before the id of the workspace's first stack when that was last there
 * @throws Problem for everything that AWS refuses, and for credentials of another account than the file's
 */
export async function readDestroyGround(
  workspace: Workspace,
  clients: AccountClients,
  before: string | null = null,
): Promise<DestroyGround> {
  const account = await readAccount(workspace, clients, before);
  try {
    const [around, { running, strangers }, assigned] = await Promise.all([
      readAround(account, clients),
      readRunning(account, before, clients.sageMaker),
      workspace.signIn.method === 'sso' ? readRecords(workspace.name, clients.parameters) : [],
    ]);
    return { ...account, running, assigned, strangers: [...strangersInNetwork(account, around), ...strangers] };
  } catch (error) {
    throw awsProblem(
      error,
      `reading what runs for ${workspace.name} and stands in its network`,
      'Nothing was changed.',
    );
  }
}

/** In a network that was there before, only what holds on to the workspace's security groups is looked at. */
async function readAround(account: Account, { ec2 }: AccountClients): Promise<NetworkFound> {
  if (account.vpc !== null) return await readNetwork(account.vpc, ec2);
  const Values = [...unknownEndpoints(account)];
  const [standing, rules] = await Promise.all([
    Values.length === 0 ? [] : readEndpoints([{ Name: 'vpc-endpoint-id', Values }], ec2),
    readRulesNaming(groupsOf(account), ec2),
  ]);
  return { standing, rules };
}
