import { Problem, type Workspace } from '@atelier/core';
import type { PriceBook } from '../estimate/price-book.ts';
import type { AccountClients } from './account-clients.ts';
import { type AccountCosts, accountCosts } from './account-costs.ts';
import type { DestroyPolicy } from './destroy-step.ts';
import { type Leftover, leftovers } from './leftovers.ts';
import { readAccount } from './read-account.ts';

/** What a teardown has left, whether it came to its end or not, and what that costs. */
export interface Remains extends AccountCosts {
  readonly leftovers: readonly Leftover[];
}

export interface RemainsOf {
  readonly workspace: Workspace;
  readonly policy: DestroyPolicy;
  readonly prices: PriceBook;
}

/** @throws Problem for everything that AWS refuses; the teardown itself is over by then */
export async function readRemains({ workspace, policy, prices }: RemainsOf, clients: AccountClients): Promise<Remains> {
  const account = await readAccount(workspace, clients).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    throw new Problem({ ...error.toJSON(), state: 'The teardown is over; what it left could not be read.' }, error);
  });
  const kept = { ...policy, homeFolders: workspace.studio.homeFolders };
  return { leftovers: leftovers(account, kept), ...accountCosts(account, prices) };
}
