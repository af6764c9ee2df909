import { type ExistingNetworkSettings, type NetworkDescription, subnetRanges } from '@atelier/core';

const range = '10.0.0.0/16';

/** A network that nobody has described, as a workspace needs it: a subnet in each zone, and what the file says. */
export function assumedNetwork(network: ExistingNetworkSettings): NetworkDescription {
  const { vpc, subnets, routeTables, endpoints, cidr, mode } = network;
  const ranges = subnetRanges(cidr ?? range, subnets.length);
  const out = mode === 'egress' ? [{ destination: '0.0.0.0/0', target: 'nat-0a1b2c3d4e5f60718' }] : [];
  return {
    ...{ file: '', dnsSupport: true, dnsHostnames: true, groups: null, acls: null },
    vpcs: [{ id: vpc, cidr: cidr ?? range, owner: null }],
    subnets: subnets.map((id, position) => ({
      ...{ id, vpc, cidr: ranges[position] ?? null, zone: null, zoneId: `zone-${position + 1}` },
      ...{ freeAddresses: 250, givesPublicAddresses: false },
    })),
    routeTables: routeTables.map((id) => ({ id, vpc, isMain: false, subnets: [], routes: out })),
    endpoints: endpoints.map((service, position) => ({
      ...{ id: `vpce-${position}`, vpc, service, hasPrivateNames: service !== 's3', policy: null },
      ...(service === 's3'
        ? { kind: 'gateway' as const, subnets: [], routeTables, groups: [] }
        : { kind: 'interface' as const, subnets, routeTables: [], groups: ['sg-0a1b2c3d4e5f60718'] }),
    })),
  };
}
