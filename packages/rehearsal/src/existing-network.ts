import type { DescribedEndpoint, DescribedSubnet, ExistingNetworkSettings } from '@atelier/core';
import type { World } from '@atelier/simulated-aws';
import { assumedNetwork } from './assumed-network.ts';

type Properties = Parameters<World['resources']['put']>[0]['properties'];

/** Puts the network of `network.existing` into an account, as its description has it, or else as it is assumed to be. */
export function putExistingNetwork(world: World, network: ExistingNetworkSettings): void {
  const description = network.description ?? assumedNetwork(network);
  const put = (type: string, id: string, properties: Properties, madeBy: string | null = null) =>
    world.resources.put({
      ...{ type: `AWS::EC2::${type}`, id, properties, attributes: { Id: id }, madeBy },
      ...{ stack: null, logicalId: null, createdMs: 0, status: null },
    });
  const { dnsSupport, dnsHostnames } = description;
  for (const { id, cidr } of description.vpcs)
    put('VPC', id, { CidrBlock: cidr, EnableDnsSupport: dnsSupport, EnableDnsHostnames: dnsHostnames });
  for (const subnet of description.subnets) put('Subnet', subnet.id, subnetProperties(subnet));
  for (const { id, vpc, subnets, routes } of description.routeTables) {
    put('RouteTable', id, { VpcId: vpc });
    for (const SubnetId of subnets)
      put('SubnetRouteTableAssociation', `rtbassoc-${SubnetId}`, { SubnetId, RouteTableId: id });
    for (const { destination, target } of routes.filter((route) => route.target !== 'local'))
      put('Route', `${id}|${destination}`, { RouteTableId: id, ...routeProperties(destination, target) });
  }
  for (const endpoint of description.endpoints) {
    put('VPCEndpoint', endpoint.id, endpointProperties(endpoint, world));
    for (const GroupId of endpoint.groups)
      put('SecurityGroup', GroupId, { VpcId: endpoint.vpc, GroupDescription: 'Of the owner of the network' });
    for (const SubnetId of endpoint.subnets)
      put('NetworkInterface', `eni-${endpoint.id}-${SubnetId}`, interfaceProperties(endpoint, SubnetId), endpoint.id);
  }
}

function subnetProperties({ vpc, cidr, zone, zoneId, givesPublicAddresses }: DescribedSubnet): Properties {
  return {
    VpcId: vpc,
    ...(cidr === null ? {} : { CidrBlock: cidr }),
    ...(zone === null ? {} : { AvailabilityZone: zone }),
    AvailabilityZoneId: zoneId,
    MapPublicIpOnLaunch: givesPublicAddresses,
  };
}

function routeProperties(destination: string, target: string): Properties {
  const to = destination.startsWith('pl-') ? 'DestinationPrefixListId' : 'DestinationCidrBlock';
  return { [to]: destination, [target.startsWith('nat-') ? 'NatGatewayId' : 'GatewayId']: target };
}

function endpointProperties(endpoint: DescribedEndpoint, { region }: World): Properties {
  const { vpc, service, kind, hasPrivateNames, subnets, routeTables, groups, policy } = endpoint;
  const common = { VpcId: vpc, ServiceName: `com.amazonaws.${region}.${service}` };
  const shown = policy === null ? common : { ...common, PolicyDocument: policy };
  if (kind === 'gateway') return { ...shown, VpcEndpointType: 'Gateway', RouteTableIds: routeTables };
  const stands = { SubnetIds: subnets, SecurityGroupIds: groups };
  return { ...shown, VpcEndpointType: 'Interface', PrivateDnsEnabled: hasPrivateNames, ...stands };
}

function interfaceProperties({ id, groups }: DescribedEndpoint, subnet: string): Properties {
  const description = `VPC Endpoint Interface ${id}`;
  return { SubnetId: subnet, GroupSet: groups, Description: description, InterfaceType: 'vpc_endpoint' };
}
