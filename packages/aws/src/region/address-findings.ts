import { requiredServices, subnetRanges, type Workspace } from '@atelier/core';
import { endpointServices, endpointsToMake } from '../endpoints/endpoint-services.ts';
import { subnetZones } from '../stacks/subnet-zones.ts';
import { type NetworkFinding, networkFinding } from './network-finding.ts';

/** AWS keeps five addresses of every subnet. */
const keptByAws = 5;
/** SageMaker's guide asks for two to four for each person. */
const addressesPerPerson = 4;
/** The file system of the home folders has one in each zone. */
const homeFolders = 1;

/** Free addresses in each subnet to make a warehouse of so many units; its own network routing is on (Redshift guide). */
const addressesPerWarehouse: readonly (readonly [number, number])[] = [
  [8, 9],
  [32, 13],
  [64, 21],
  [128, 37],
  [256, 69],
  [512, 133],
  [Number.POSITIVE_INFINITY, 261],
];

/** Subnets with fewer free addresses than endpoints, home folders, warehouses and people take. */
export function addressFindings(workspace: Workspace): readonly NetworkFinding[] {
  const subnets = freeAddresses(workspace);
  const needs = addressNeeds(workspace, subnets.length);
  const needed = needs.reduce((sum, [addresses]) => sum + addresses, 0);
  return subnets.flatMap(({ subnet, free }) => {
    if (free >= needed) return [];
    const listed = needs.filter(([addresses]) => addresses > 0).map(([addresses, what]) => `${addresses} for ${what}`);
    const message = `${subnet} has ${free} free addresses and needs ${needed}: ${listed.join(', ')}.`;
    const fix =
      workspace.network.kind === 'new'
        ? 'Write a larger range in network.cidr, such as 10.10.0.0/16.'
        : 'Name a subnet with more free addresses, or one more subnet in another zone.';
    return [networkFinding('error', 'TooFewAddresses', message, fix)];
  });
}

type Need = readonly [addresses: number, what: string];

function addressNeeds(workspace: Workspace, subnets: number): readonly Need[] {
  const { network, people, projects } = workspace;
  const required = endpointServices(requiredServices(workspace));
  const interfaces = endpointsToMake(network, required).filter(({ kind }) => kind === 'interface').length;
  return [
    [interfaces, 'endpoints'],
    [homeFolders, 'home folders'],
    [projects.reduce((sum, { warehouse }) => sum + warehouseAddresses(warehouse?.baseCapacity ?? 0), 0), 'warehouses'],
    [Math.ceil((people.length * addressesPerPerson) / Math.max(1, subnets)), 'people'],
  ];
}

function warehouseAddresses(units: number): number {
  if (units === 0) return 0;
  return addressesPerWarehouse.find(([most]) => units <= most)?.[1] ?? 0;
}

interface Free {
  readonly subnet: string;
  readonly free: number;
}

function freeAddresses({ aws, network, projects }: Workspace): readonly Free[] {
  if (network.kind === 'new') {
    const zones = subnetZones(
      aws?.region ?? '',
      network,
      projects.some(({ warehouse }) => warehouse !== null),
    );
    return subnetRanges(network.cidr, zones.length + 1)
      .slice(0, network.zones)
      .map((range) => ({ subnet: `The subnet ${range}`, free: 2 ** (32 - Number(range.split('/')[1])) - keptByAws }));
  }
  const known = network.description?.subnets ?? [];
  return network.subnets.flatMap((id) =>
    known.filter((subnet) => subnet.id === id).map(({ freeAddresses: free }) => ({ subnet: id, free })),
  );
}
