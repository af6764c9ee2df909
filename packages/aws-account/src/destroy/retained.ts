import type { PriceBook } from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { AccountClients } from '../read/account-clients.ts';
import { type AccountCosts, accountCosts } from '../read/account-costs.ts';
import type { NotOurs } from '../read/ownership.ts';
import type { DestroyPolicy } from './destroy-step.ts';
import { type Leftover, leftovers } from './leftovers.ts';
import { readDestroyGround } from './read-destroy-ground.ts';

/** Things that a teardown has left, whether it came to its end or not, and what they cost. */
export interface Retained extends AccountCosts {
  readonly leftovers: readonly Leftover[];
  /** Things that are named as if they were the workspace's, and were not touched. */
  readonly notOurs: readonly NotOurs[];
}

export interface RetainedQuery {
  readonly workspace: Workspace;
  readonly policy: DestroyPolicy;
  readonly prices: PriceBook;
  /** The id of its first stack before the teardown. */
  readonly id: string | null;
}

/** @throws Problem for everything that AWS refuses; the teardown itself is over by then */
export async function retainedInAccount(
  { workspace, policy, prices, id }: RetainedQuery,
  clients: AccountClients,
): Promise<Retained> {
  const account = await readDestroyGround(workspace, clients, id).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    throw new Problem({ ...error.toJSON(), state: 'The teardown is over; what it left could not be read.' }, error);
  });
  const kept = { ...policy, homeFolders: workspace.studio.homeFolders };
  return { leftovers: leftovers(account, kept), notOurs: account.notOurs, ...accountCosts(account, prices) };
}
