import type { ExistingNetworkSettings, Network, NetworkDescription } from '../../model/network.ts';
import { rangePrivacy } from '../../model/range-privacy.ts';
import type { SignInPlace } from '../../model/sign-in.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';

/** The network of the file; what the file does not say of an existing one is taken from its description. */
export function normaliseNetwork(
  { mode, flowLogs, s3PrefixList, access, existing, cidr, zones }: WorkspaceFile['network'],
  description: NetworkDescription | null,
): Network {
  const reach = { access: placeOf(access), mode, flowLogs, s3PrefixList: s3PrefixList ?? null };
  if (existing !== undefined) return { kind: 'existing', ...reach, ...normaliseExisting(existing, description) };
  const zoneIds = typeof zones === 'number' ? null : zones;
  return { kind: 'new', ...reach, cidr, zones: typeof zones === 'number' ? zones : zones.length, zoneIds };
}

function placeOf(access: WorkspaceFile['network']['access']): SignInPlace {
  if (access === 'endpoint' || access === 'anywhere') return { kind: access };
  return {
    kind: 'ranges',
    outside: access.filter((range) => rangePrivacy(range) !== 'private'),
    inside: access.filter((range) => rangePrivacy(range) === 'private'),
  };
}

type Existing = NonNullable<WorkspaceFile['network']['existing']>;

function normaliseExisting(
  { vpc, subnets, cidr, routeTables, endpoints }: Existing,
  description: NetworkDescription | null,
): Omit<ExistingNetworkSettings, 'kind' | 'access' | 'mode' | 'flowLogs' | 's3PrefixList'> {
  return {
    vpc,
    subnets,
    cidr: cidr ?? description?.vpcs.find(({ id }) => id === vpc)?.cidr ?? null,
    routeTables: routeTables ?? tablesOf(vpc, subnets, description),
    endpoints: endpoints ?? servicesOf(vpc, description),
    description,
  };
}

/** The tables of these subnets; a subnet without one of its own has the main table of its VPC. */
function tablesOf(vpc: string, subnets: readonly string[], description: NetworkDescription | null): readonly string[] {
  const tables = (description?.routeTables ?? []).filter((table) => table.vpc === vpc);
  const main = tables.find(({ isMain }) => isMain);
  const found = subnets.map((subnet) => tables.find((table) => table.subnets.includes(subnet)) ?? main);
  return [...new Set(found.flatMap((table) => table?.id ?? []))];
}

/** The services that are reached under their ordinary names already. */
function servicesOf(vpc: string, description: NetworkDescription | null): readonly string[] {
  const endpoints = (description?.endpoints ?? []).filter((endpoint) => endpoint.vpc === vpc);
  const usable = endpoints.filter(({ kind, hasPrivateNames }) => kind === 'gateway' || hasPrivateNames);
  return [...new Set(usable.map(({ service }) => service))].toSorted();
}
