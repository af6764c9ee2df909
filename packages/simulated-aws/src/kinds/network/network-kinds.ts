import type { World } from '../../world/world.ts';
import { addNew, resourceFor } from '../generic-kind.ts';
import { minutesOf } from '../minutes.ts';
import { invalid } from '../refusal.ts';
import type { ResourceKind, WantedResource } from '../resource-kind.ts';
import { addressRange } from './address-range.ts';
import { names, removeUnlessUsed } from './dependents.ts';
import { endpointKind } from './endpoint-kind.ts';
import { isDefault, makeDefaults, removeDefaults } from './network-defaults.ts';
import { makeInterface, releaseInterfaces } from './network-interfaces.ts';
import { present } from './present.ts';
import { securityGroupKinds } from './security-group-kinds.ts';
import { zoneFor } from './zones.ts';

const vpc: ResourceKind = {
  type: 'AWS::EC2::VPC',
  minutes: minutesOf('AWS::EC2::VPC'),
  create: (wanted, world) => {
    const { CidrBlock: block } = wanted.properties;
    if (!isNetworkSize(addressRange(block)))
      throw invalid(`The CIDR '${String(block)}' is invalid.`, 'InvalidVpc.Range');
    const made = addNew(world, resourceFor(wanted, world));
    makeDefaults(world, made);
    return made;
  },
  remove: (resource, world) => {
    removeUnused(resource, world);
    removeDefaults(world, resource);
  },
};

const removeUnused = removeUnlessUsed(
  'vpc',
  (user, { id }) => !isDefault(user) && (names(user, 'VpcId', id) || names(user, 'PeerVpcId', id)),
);

const subnet: ResourceKind = {
  type: 'AWS::EC2::Subnet',
  minutes: minutesOf('AWS::EC2::Subnet'),
  create: (wanted, world) => {
    checkSubnet(wanted, world);
    return addNew(world, resourceFor(wanted, world, { AvailabilityZone: zoneFor(wanted.properties, world) }));
  },
  remove: removeUnlessUsed(
    'subnet',
    (user, { id }) => user.type === 'AWS::EC2::NetworkInterface' && names(user, 'SubnetId', id),
  ),
};

/** Networks and subnets have between 16 and 65,536 addresses: VPC user guide, "Subnet CIDR blocks". */
function isNetworkSize(range: ReturnType<typeof addressRange>): boolean {
  const size = range === null ? 0 : range.last - range.first + 1;
  return size >= 16 && size <= 65_536;
}

function checkSubnet({ properties }: WantedResource, world: World): void {
  const outer = addressRange(present(world, 'AWS::EC2::VPC', properties.VpcId).properties.CidrBlock);
  const inner = addressRange(properties.CidrBlock);
  const block = String(properties.CidrBlock);
  const isInside = inner && outer && inner.first >= outer.first && inner.last <= outer.last;
  if (!isInside || !isNetworkSize(inner)) throw invalid(`The CIDR '${block}' is invalid.`, 'InvalidSubnet.Range');
  const others = world.resources
    .list('AWS::EC2::Subnet')
    .filter((other) => names(other, 'VpcId', String(properties.VpcId)));
  const isTaken = others.some((other) => {
    const range = addressRange(other.properties.CidrBlock);
    return range !== null && range.first <= inner.last && inner.first <= range.last;
  });
  if (isTaken) throw invalid(`The CIDR '${block}' conflicts with another subnet`, 'InvalidSubnet.Conflict');
}

const routeTable: ResourceKind = {
  type: 'AWS::EC2::RouteTable',
  minutes: minutesOf('AWS::EC2::RouteTable'),
  create: (wanted, world) => {
    present(world, 'AWS::EC2::VPC', wanted.properties.VpcId);
    return addNew(world, resourceFor(wanted, world));
  },
  remove: removeUnlessUsed(
    'routeTable',
    (user, { id }) => user.type === 'AWS::EC2::SubnetRouteTableAssociation' && names(user, 'RouteTableId', id),
  ),
};

const natType = 'AWS::EC2::NatGateway';

/** Its interface goes with it, not before. */
const natGateway: ResourceKind = {
  type: natType,
  minutes: minutesOf(natType),
  create: (wanted, world) => {
    const { id: place } = present(world, 'AWS::EC2::Subnet', wanted.properties.SubnetId);
    const made = addNew(world, resourceFor(wanted, world));
    makeInterface(world, made, place, [], `Interface for NAT Gateway ${made.id}`);
    return made;
  },
  remove: (resource, world) => {
    world.resources.remove(natType, resource.id);
    releaseInterfaces(world, resource);
  },
};

/** Kinds of EC2 of which the order of deletion matters. */
export const networkKinds: readonly ResourceKind[] = [
  vpc,
  subnet,
  routeTable,
  natGateway,
  endpointKind,
  ...securityGroupKinds,
];
