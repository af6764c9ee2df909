import type { PriceBook, TierPrice } from '../estimate/price-book.ts';
import { type Account, type AppFound, isOfVpcEndpoint } from './account.ts';

/** What a workspace is like now, as AWS tells it. */
export interface AccountStatus {
  readonly stacks: readonly { readonly name: string; readonly status: string; readonly reason: string | null }[];
  readonly apps: readonly RunningApp[];
  /** What runs and is charged by the hour. */
  readonly costs: readonly HourlyCost[];
  /** Sum of the known ones. */
  readonly hourlyUsd: number;
}

export interface RunningApp {
  /** Name of the space or profile that it runs in. */
  readonly owner: string;
  readonly type: string;
  readonly status: string;
  readonly instance: string | null;
  readonly sinceMs: number | null;
}

export interface HourlyCost {
  readonly what: string;
  /** Null: the price book has no price, or none was given. */
  readonly usd: number | null;
}

/** @param prices null: nothing is priced */
export function accountStatus(account: Account, prices: PriceBook | null): AccountStatus {
  const apps = account.domains.flatMap((domain) =>
    domain.apps.filter(({ status }) => status !== 'Failed').map(runningApp),
  );
  const usd = (id: string) => hourlyUsd(prices?.pricesOf(id, account.region) ?? []);
  const costs = [
    ...apps.flatMap(({ owner, instance }) =>
      instance === null ? [] : [{ what: `${instance} of ${owner}`, usd: usd(instance) }],
    ),
    ...account.tracking
      .filter(({ kind }) => kind === 'server')
      .map(({ name }) => ({ what: `tracking server ${name}`, usd: usd('tracking-server-small-hour') })),
    ...account.serving.endpoints.map(({ name }) => ({ what: `endpoint ${name}`, usd: null })),
    ...endpointCosts(account, usd('endpoint-hour')),
  ];
  return {
    stacks: account.stacks.map(({ name, status, reason }) => ({ name, status, reason })),
    apps,
    costs,
    hourlyUsd: costs.reduce((sum, cost) => sum + (cost.usd ?? 0), 0),
  };
}

function runningApp({ space, profile, type, status, instance, sinceMs }: AppFound): RunningApp {
  return { owner: space ?? profile ?? '', type, status, instance, sinceMs };
}

/** An interface endpoint is charged for each subnet that it has an interface in. */
function endpointCosts({ interfaces }: Account, usd: number | null): readonly HourlyCost[] {
  const endpoints = interfaces.filter(isOfVpcEndpoint);
  if (endpoints.length === 0) return [];
  return [
    { what: `${endpoints.length} interfaces of network endpoints`, usd: usd === null ? null : usd * endpoints.length },
  ];
}

function hourlyUsd(prices: readonly TierPrice[]): number | null {
  const [price] = prices;
  return price?.usd ?? null;
}
