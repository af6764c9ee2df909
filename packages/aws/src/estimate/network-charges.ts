import { serviceOf } from '@atelier/aws-regions';
import { scalarText, type Value } from '@atelier/cloudformation';
import { type Charge, count, measure, splitByTiers } from '@atelier/core';
import {
  type ChargesOfType,
  charge,
  hoursOfMonth,
  type PlacedResource,
  type Pricing,
  priceOf,
  untold,
} from './pricing.ts';

const endpoints: ChargesOfType = (resources, pricing) => {
  const byKind = Map.groupBy(resources, ({ properties }) => properties.VpcEndpointType ?? 'Gateway');
  const interfaces = byKind.get('Interface') ?? [];
  const gateways = byKind.get('Gateway') ?? [];
  const others = [...byKind].flatMap(([kind, some]) => (kind === 'Interface' || kind === 'Gateway' ? [] : some));
  return [
    ...interfaces.map((resource) => interfaceCharge(resource, pricing)),
    ...dataCharges(interfaces[0], pricing),
    ...gateways.map((resource) =>
      charge(
        { line: 'gateway-endpoints', stack: resource.stack, runs: 'always' },
        priceOf(pricing, 'gateway-endpoint', resource),
        count(1, 'endpoint'),
      ),
    ),
    ...others.map((resource) => otherCharge(resource)),
  ];
};

function interfaceCharge(resource: PlacedResource, pricing: Pricing): Charge {
  const head = { line: 'network-endpoints', stack: resource.stack, runs: 'always' } as const;
  const zones = count(lengthOf(resource.properties.SubnetIds), 'zone');
  const price = priceOf(pricing, 'endpoint-hour', resource);
  const name = scalarText(resource.properties.ServiceName) ?? '';
  return charge({ ...head, of: serviceOf(name) ?? name }, price, count(1, 'endpoint'), zones, hoursOfMonth);
}

/** How long a list is; not a number where nobody can tell before the cloud does. */
function lengthOf(list: Value | undefined): number {
  return Array.isArray(list) && list.length > 0 ? list.length : Number.NaN;
}

function otherCharge({ properties, stack, region }: PlacedResource): Charge {
  const kind = scalarText(properties.VpcEndpointType) ?? 'unknown';
  const price = untold(kind, region, `no price of endpoints of the kind ${kind} is known`);
  return charge({ line: 'network-endpoints', of: kind, stack, runs: 'always' }, price, count(1, 'endpoint'));
}

/** Data is priced by all that a region's endpoints carry together. */
function dataCharges(first: PlacedResource | undefined, { usage, book }: Pricing): readonly Charge[] {
  if (!first) return [];
  const tiers = book.pricesOf('endpoint-data', first.region);
  const amounts = splitByTiers(usage.networkGbPerMonth, tiers);
  return tiers.flatMap((price, tier) => {
    const amount = amounts[tier] ?? 0;
    if (amount === 0 && tier > 0) return [];
    return [charge({ line: 'network-endpoints', runs: 'in-use' }, price, measure(amount, 'GB'))];
  });
}

const natGateways: ChargesOfType = (resources, pricing) => {
  const [first] = resources;
  if (!first) return [];
  const hours = resources.map((resource) =>
    charge(
      { line: 'internet-gateway', stack: resource.stack, runs: 'always' },
      priceOf(pricing, 'nat-hour', resource),
      count(1, 'gateway'),
      hoursOfMonth,
    ),
  );
  const data = charge(
    { line: 'internet-gateway', runs: 'in-use' },
    priceOf(pricing, 'nat-data', first),
    measure(pricing.usage.internetGbPerMonth, 'GB'),
  );
  return [...hours, data];
};

const addresses: ChargesOfType = (resources, pricing) =>
  resources.map((resource) =>
    charge(
      { line: 'internet-gateway', stack: resource.stack, runs: 'always' },
      priceOf(pricing, 'public-address-hour', resource),
      count(1, 'address', 'addresses'),
      hoursOfMonth,
    ),
  );

const nameFilters: ChargesOfType = ([first], pricing) => {
  if (!first) return [];
  const lookups = count(pricing.usage.lookupsPerMonth, 'lookup');
  return [charge({ line: 'name-lookups', runs: 'in-use' }, priceOf(pricing, 'dns-firewall-lookup', first), lookups)];
};

const nameLists: ChargesOfType = (resources, pricing) =>
  resources.map((list) =>
    charge(
      { line: 'name-lookups', stack: list.stack, runs: 'always' },
      priceOf(pricing, 'dns-firewall-name', list),
      count(lengthOf(list.properties.Domains), 'name'),
    ),
  );

export const networkCharges = {
  'AWS::EC2::VPCEndpoint': endpoints,
  'AWS::EC2::NatGateway': natGateways,
  'AWS::EC2::EIP': addresses,
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': nameFilters,
  'AWS::Route53Resolver::FirewallDomainList': nameLists,
} satisfies Readonly<Record<string, ChargesOfType>>;
