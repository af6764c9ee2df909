import type { DescribedRoute, DescribedRouteTable, ExistingNetworkSettings, NetworkDescription } from '@atelier/core';
import { type NetworkFinding, networkFinding } from './network-finding.ts';

/** Beginnings of the ids of targets, and where each leads. */
const ways: readonly (readonly [string, string])[] = [
  ['igw-', 'an internet gateway'],
  ['eigw-', 'an internet gateway'],
  ['nat-', 'a NAT gateway'],
  ['pcx-', 'a peered VPC'],
  ['tgw-', 'a transit gateway'],
  ['vgw-', 'a VPN or Direct Connect'],
  ['eni-', 'a network interface'],
  ['i-', 'a machine'],
  ['lgw-', 'an Outpost'],
  ['cagw-', 'a carrier gateway'],
  ['arn:', 'a core network'],
];

/** Routes that lead out of the network, subnet by subnet. With mode egress, NAT gateways are what is asked for. */
export function routeFindings(
  network: ExistingNetworkSettings,
  description: NetworkDescription,
): readonly NetworkFinding[] {
  return network.subnets.flatMap((subnet) => {
    const table = tableOf(subnet, network, description);
    if (table === undefined) return [noTable(subnet, network, description)];
    const out = table.routes.filter((route) => leadsOut(route, description));
    const refused = out.filter(({ target }) => network.mode === 'isolated' || !target.startsWith('nat-'));
    const findings = refused.map((route) => routeOut(subnet, table, route, network));
    return network.mode === 'egress' && out.length === 0 ? [noWayOut(subnet, table)] : findings;
  });
}

function tableOf(subnet: string, { vpc }: ExistingNetworkSettings, { routeTables }: NetworkDescription) {
  const tables = routeTables.filter((table) => table.vpc === vpc);
  return tables.find(({ subnets }) => subnets.includes(subnet)) ?? tables.find(({ isMain }) => isMain);
}

/** Targets through which the subnets' routes lead out, each once: `igw-0a1b2c3d`. */
export function waysOutOf(network: ExistingNetworkSettings, description: NetworkDescription): readonly string[] {
  const routes = network.subnets.flatMap((subnet) => tableOf(subnet, network, description)?.routes ?? []);
  return [...new Set(routes.filter((route) => leadsOut(route, description)).map(({ target }) => target))];
}

/** An endpoint of a load balancer is a way through an appliance to wherever that leads. */
function leadsOut({ target }: DescribedRoute, { endpoints }: NetworkDescription): boolean {
  if (target === 'local') return false;
  return !endpoints.some(({ id, kind }) => id === target && kind === 'gateway');
}

function routeOut(
  subnet: string,
  table: DescribedRouteTable,
  { destination, target }: DescribedRoute,
  { mode }: ExistingNetworkSettings,
): NetworkFinding {
  const way = ways.find(([beginning]) => target.startsWith(beginning))?.[1];
  const message = `${subnet} has a route out: ${destination} through ${target}${way === undefined ? '' : `, ${way}`} (${table.id}).`;
  const other = mode === 'isolated' ? ', or set network.mode to egress if a NAT gateway is meant' : '';
  return networkFinding(
    'error',
    'RouteOut',
    message,
    `Name subnets whose route table does not have this route${other}.`,
  );
}

function noWayOut(subnet: string, { id }: DescribedRouteTable): NetworkFinding {
  const message = `network.mode is egress, but ${subnet} has no route to a NAT gateway (${id}).`;
  return networkFinding('error', 'NoRouteOut', message, 'Name subnets with a NAT gateway, or write `mode: isolated`.');
}

function noTable(subnet: string, { vpc }: ExistingNetworkSettings, { file }: NetworkDescription): NetworkFinding {
  const message = `${file} has no route table for ${subnet}, so nobody can say where it leads.`;
  const fix = `Add the answer of \`aws ec2 describe-route-tables --filters Name=vpc-id,Values=${vpc}\`.`;
  return networkFinding('error', 'NoRouteTable', message, fix);
}
