import { hoursOfMonth, type PriceBook } from '@atelier/aws';
import { type Account, type EndpointFound, isOfVpcEndpoint, type TrackingFound } from './account.ts';

/** Something in the account that AWS charges for. */
export interface AccountCost {
  /** Such as `ml.t3.medium of july`. */
  readonly what: string;
  /** Cost of an hour of it; what is charged by the month is spread over its hours. Null: unknown. */
  readonly hourlyUsd: number | null;
  /** `in-use`: only while somebody uses it, which nobody has looked at. */
  readonly runs: 'always' | 'in-use';
}

export interface AccountCosts {
  readonly costs: readonly AccountCost[];
  /** Sum of those that are known and run always. */
  readonly hourlyUsd: number;
  /** The same for a month of 730 hours. */
  readonly monthlyUsd: number;
}

/** Price in USD of an hour of some units of something, by its id in the price book; null: unknown. */
type HourlyPrice = (id: string, units: number | null) => number | null;

/** Costs of all that a workspace has now, one by one and in sum. */
export function accountCosts(account: Account, prices: PriceBook): AccountCosts {
  const hourly: HourlyPrice = (id, units) => {
    const [price] = prices.pricesOf(id, account.region);
    if (price === undefined || price.usd === null || units === null) return null;
    return (units * price.usd) / (price.unit === 'h' ? 1 : hoursOfMonth.amount);
  };
  const costs = [
    ...studioCosts(account, hourly),
    ...account.tracking.flatMap((each) => trackingCosts(each, hourly)),
    ...account.serving.endpoints.flatMap((each) => endpointCosts(each, hourly)),
    ...warehouseCosts(account, hourly),
    ...networkCosts(account, hourly),
    ...storeCosts(account, hourly),
  ];
  const known = costs.flatMap(({ hourlyUsd, runs }) => (runs === 'always' ? (hourlyUsd ?? []) : []));
  const hourlyUsd = known.reduce((sum, usd) => sum + usd, 0);
  return { costs, hourlyUsd, monthlyUsd: hourlyUsd * hoursOfMonth.amount };
}

function always(what: string, hourlyUsd: number | null): AccountCost {
  return { what, hourlyUsd, runs: 'always' };
}

function studioCosts({ domains, fileSystems }: Account, hourly: HourlyPrice): AccountCost[] {
  const apps = domains.flatMap((domain) => domain.apps).filter(({ status }) => status !== 'Failed');
  const spaces = domains.flatMap((domain) => domain.spaces);
  return [
    ...apps.map(({ instance, name, space, profile }) =>
      always(`${instance ?? `the app ${name}`} of ${space ?? profile}`, instance === null ? null : hourly(instance, 1)),
    ),
    ...spaces.map(({ name, diskGb }) => always(`disk of the space ${name}`, hourly('ml-storage', diskGb))),
    ...fileSystems.map(({ id, bytes }) => always(`home folders in ${id}`, hourly('efs-standard', bytes / 2 ** 30))),
  ];
}

/** A server that is stopped keeps its data, and only the hours that it runs are charged. */
function trackingCosts({ kind, name, size, status }: TrackingFound, hourly: HourlyPrice): AccountCost[] {
  if (kind === 'app' || status === 'Stopped') return [];
  const price = size === null ? null : hourly(`tracking-server-${size.toLowerCase()}-hour`, 1);
  return [always(`tracking server ${name} (${size ?? 'of unknown size'})`, price)];
}

function endpointCosts({ name, variants }: EndpointFound, hourly: HourlyPrice): AccountCost[] {
  if (variants.length === 0) return [always(`endpoint ${name}, on what AWS does not say`, null)];
  return variants.map(({ instance, count }) =>
    instance === null
      ? { what: `endpoint ${name}, without instances`, hourlyUsd: null, runs: 'in-use' }
      : always(`endpoint ${name}, ${count} x ${instance}`, hourly(instance, count)),
  );
}

/** How many RPUs a warehouse takes depends on what it is asked. */
function warehouseCosts({ stacks }: Account, hourly: HourlyPrice): AccountCost[] {
  const held = stacks.flatMap(({ resources }) => resources);
  const workgroups = held.filter(({ type }) => type === 'AWS::RedshiftServerless::Workgroup');
  return workgroups.map(({ id }) => ({
    ...{ what: `each RPU of the warehouse ${id}`, hourlyUsd: hourly('rpu-hour', 1), runs: 'in-use' },
  }));
}

/** An interface endpoint is charged for each subnet that it has an interface in. */
function networkCosts({ interfaces, stacks }: Account, hourly: HourlyPrice): AccountCost[] {
  const held = stacks.flatMap(({ resources }) => resources);
  const many = (type: string) => held.filter((each) => each.type === type).length;
  const counted = [
    ['interfaces of network endpoints', 'endpoint-hour', interfaces.filter(isOfVpcEndpoint).length],
    ['NAT gateways', 'nat-hour', many('AWS::EC2::NatGateway')],
    ['public addresses', 'public-address-hour', many('AWS::EC2::EIP')],
    ['secrets', 'secret', many('AWS::SecretsManager::Secret')],
  ] as const;
  return counted.flatMap(([what, id, count]) => (count === 0 ? [] : always(`${count} ${what}`, hourly(id, count))));
}

/** How much is in buckets and warehouses stands in AWS' metrics of the day before, which nobody asks for here. */
function storeCosts({ buckets, keys, logGroups, retained }: Account, hourly: HourlyPrice): AccountCost[] {
  const live = keys.filter(({ state }) => state !== 'PendingDeletion');
  const namespaces = retained.filter(({ kind }) => kind === 'namespace');
  return [
    ...live.map(({ id }) => always(`key ${id}`, hourly('kms-key', 1))),
    ...buckets.filter(({ isEmpty }) => !isEmpty).map(({ name }) => always(`what is in the bucket ${name}`, null)),
    ...logGroups.filter(({ bytes }) => bytes > 0).map(({ name }) => always(`logs in ${name}`, null)),
    ...namespaces.map(({ name }) => always(`the warehouse's data in ${name}`, null)),
  ];
}
