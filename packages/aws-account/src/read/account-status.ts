import type { PriceBook } from '@atelier/aws';
import type { Account, AppFound } from './account.ts';
import { type AccountCosts, accountCosts } from './account-costs.ts';

/** State of a workspace now, as AWS tells it. */
export interface AccountStatus extends AccountCosts {
  readonly stacks: readonly { readonly name: string; readonly status: string; readonly reason: string | null }[];
  readonly apps: readonly RunningApp[];
  /** Things that are named as if they were the workspace's, and are not. */
  readonly notOurs: Account['notOurs'];
}

export interface RunningApp {
  /** Name of the space or profile that it runs in. */
  readonly owner: string;
  readonly type: string;
  readonly status: string;
  readonly instance: string | null;
  readonly sinceMs: number | null;
}

export function accountStatus(account: Account, prices: PriceBook): AccountStatus {
  const apps = account.domains.flatMap((domain) => domain.apps);
  return {
    stacks: account.stacks.map(({ name, status, reason }) => ({ name, status, reason })),
    apps: apps.filter(({ status }) => status !== 'Failed').map(runningApp),
    notOurs: account.notOurs,
    ...accountCosts(account, prices),
  };
}

function runningApp({ space, profile, type, status, instance, sinceMs }: AppFound): RunningApp {
  return { owner: space ?? profile ?? '', type, status, instance, sinceMs };
}
