import { isDefault } from '../../kinds/network/network-defaults.ts';
import type { Members, Operation } from '../../service/service.ts';
import { present } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { type FilterValues, isAsked, list } from './filters.ts';

interface Description {
  readonly type: string;
  /** Member of the input with the ids asked for. */
  readonly ids: string;
  /** Member of the output. */
  readonly answer: string;
  readonly filters?: FilterValues;
  describe(resource: StoredResource, world: World): Members;
}

const inVpc: FilterValues = { 'vpc-id': ({ properties }) => [properties.VpcId] };

function operation({ type, ids, answer, filters = {}, describe }: Description): Operation {
  return (input, world) => {
    const found = present(world, type).filter(isAsked(input, ids, { ...inVpc, ...filters }));
    return {
      [answer]: found.map((resource) => ({ ...describe(resource, world), Tags: resource.properties.Tags ?? [] })),
    };
  };
}

function describeSubnet({ id, properties, attributes }: StoredResource, world: World): Members {
  const { VpcId, CidrBlock, AvailabilityZone, AvailabilityZoneId } = properties;
  const zone = AvailabilityZone ?? attributes.AvailabilityZone ?? `${world.region}a`;
  return {
    ...{ SubnetId: id, VpcId, CidrBlock, State: 'available', AvailabilityZone: zone },
    ...(AvailabilityZoneId === undefined ? {} : { AvailabilityZoneId }),
    MapPublicIpOnLaunch: properties.MapPublicIpOnLaunch === true,
  };
}

function describeEndpoint({ id, properties, status, madeBy }: StoredResource): Members {
  const { VpcId, ServiceName, VpcEndpointType, SubnetIds, RouteTableIds, PrivateDnsEnabled } = properties;
  return {
    ...{ VpcEndpointId: id, VpcId, ServiceName, VpcEndpointType: VpcEndpointType ?? 'Gateway' },
    State: status ?? 'available',
    SubnetIds: SubnetIds ?? [],
    RouteTableIds: RouteTableIds ?? [],
    ...{ PrivateDnsEnabled: PrivateDnsEnabled === true, RequesterManaged: madeBy !== null },
    Groups: list(properties.SecurityGroupIds).map((GroupId) => ({ GroupId })),
  };
}

function describeRouteTable(table: StoredResource, world: World): Members {
  const { id, properties } = table;
  const ofTable = (type: string) => present(world, type).filter((each) => each.properties.RouteTableId === id);
  return {
    ...{ RouteTableId: id, VpcId: properties.VpcId },
    Associations: [
      ...ofTable('AWS::EC2::SubnetRouteTableAssociation').map((each) => ({
        ...{ RouteTableAssociationId: each.id, RouteTableId: id, SubnetId: each.properties.SubnetId, Main: false },
      })),
      ...(isDefault(table) ? [{ RouteTableAssociationId: `rtbassoc-${id}`, RouteTableId: id, Main: true }] : []),
    ],
    Routes: ofTable('AWS::EC2::Route').map(({ properties: { DestinationCidrBlock, GatewayId, NatGatewayId } }) => ({
      DestinationCidrBlock,
      ...(GatewayId === undefined ? {} : { GatewayId }),
      ...(NatGatewayId === undefined ? {} : { NatGatewayId }),
    })),
  };
}

function describeAcl(acl: StoredResource): Members {
  return { NetworkAclId: acl.id, VpcId: acl.properties.VpcId, IsDefault: isDefault(acl) };
}

export const networkOperations: Readonly<Record<string, Operation>> = {
  DescribeVpcs: operation({
    type: 'AWS::EC2::VPC',
    ids: 'VpcIds',
    answer: 'Vpcs',
    filters: { 'vpc-id': ({ id }) => [id] },
    describe: ({ id, properties }) => ({ VpcId: id, CidrBlock: properties.CidrBlock, State: 'available' }),
  }),
  DescribeSubnets: operation({
    ...{ type: 'AWS::EC2::Subnet', ids: 'SubnetIds', answer: 'Subnets' },
    filters: { 'subnet-id': ({ id }) => [id] },
    describe: describeSubnet,
  }),
  DescribeVpcEndpoints: operation({
    ...{ type: 'AWS::EC2::VPCEndpoint', ids: 'VpcEndpointIds', answer: 'VpcEndpoints' },
    filters: { 'vpc-endpoint-id': ({ id }) => [id] },
    describe: describeEndpoint,
  }),
  DescribeRouteTables: operation({
    ...{ type: 'AWS::EC2::RouteTable', ids: 'RouteTableIds', answer: 'RouteTables' },
    describe: describeRouteTable,
  }),
  DescribeNetworkAcls: operation({
    ...{ type: 'AWS::EC2::NetworkAcl', ids: 'NetworkAclIds', answer: 'NetworkAcls' },
    describe: describeAcl,
  }),
};
