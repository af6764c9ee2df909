import type { EvaluatedResource, ValueMap } from '@atelier/cloudformation';
import type {
  DescribedAcl,
  DescribedEndpoint,
  DescribedGroup,
  DescribedPorts,
  DescribedRouteTable,
  NetworkDescription,
} from '@atelier/core';

/** A network that was there before in the shape of a template: things under their ids, and the file in the stack's place. */
export function describedResources(description: NetworkDescription, region: string): readonly EvaluatedResource[] {
  const resources = [
    ...description.vpcs.map(({ id, cidr }) =>
      thing('VPC', id, {
        VpcId: id,
        CidrBlock: cidr,
        // What nobody asked is told once, and is none of what stops a call.
        EnableDnsSupport: description.dnsSupport ?? true,
        EnableDnsHostnames: description.dnsHostnames ?? true,
      }),
    ),
    ...description.subnets.map(({ id, vpc, cidr, zoneId }) =>
      thing('Subnet', id, {
        SubnetId: id,
        VpcId: vpc,
        AvailabilityZoneId: zoneId,
        ...(cidr === null ? {} : { CidrBlock: cidr }),
      }),
    ),
    ...description.routeTables.flatMap((table) => ofTable(table, description)),
    ...description.endpoints.map((endpoint) => ofEndpoint(endpoint, region)),
    ...(description.groups ?? []).map(ofGroup),
    ...(description.acls ?? []).flatMap(ofAcl),
  ];
  const { file } = description;
  return resources.map((one) => ({ ...one, stack: file }));
}

type Thing = Omit<EvaluatedResource, 'stack'>;

function thing(type: string, logicalId: string, properties: ValueMap): Thing {
  return { logicalId, type: `AWS::EC2::${type}`, properties, dependsOn: [] };
}

/** The main table holds for all subnets of its VPC that have none of their own. */
function ofTable({ id, vpc, isMain, subnets, routes }: DescribedRouteTable, all: NetworkDescription): Thing[] {
  const taken = new Set(all.routeTables.flatMap((table) => table.subnets));
  const others = all.subnets.filter((subnet) => subnet.vpc === vpc && !taken.has(subnet.id));
  const its = isMain ? [...subnets, ...others.map((subnet) => subnet.id)] : subnets;
  return [
    thing('RouteTable', id, { RouteTableId: id, VpcId: vpc }),
    ...its.map((SubnetId) => thing('SubnetRouteTableAssociation', `${id} ${SubnetId}`, { SubnetId, RouteTableId: id })),
    ...routes.map(({ destination, target }) =>
      thing('Route', `${id} ${destination}`, {
        RouteTableId: id,
        [destination.startsWith('pl-') ? 'DestinationPrefixListId' : 'DestinationCidrBlock']: destination,
        [target.startsWith('nat-') ? 'NatGatewayId' : 'GatewayId']: target,
      }),
    ),
  ];
}

function ofEndpoint({ id, vpc, service, kind, ...endpoint }: DescribedEndpoint, region: string): Thing {
  return thing('VPCEndpoint', id, {
    VpcId: vpc,
    VpcEndpointType: kind === 'gateway' ? 'Gateway' : 'Interface',
    ServiceName: `com.amazonaws.${region}.${service}`,
    PrivateDnsEnabled: endpoint.hasPrivateNames,
    SubnetIds: endpoint.subnets,
    SecurityGroupIds: endpoint.groups,
    RouteTableIds: endpoint.routeTables,
  });
}

function ofGroup({ id, vpc, rules }: DescribedGroup): Thing {
  const lines = (way: 'in' | 'out') =>
    rules
      .filter((rule) => rule.way === way)
      .map(({ protocol, ports, peer }) => ({
        IpProtocol: protocol,
        ...(ports === null ? {} : { FromPort: ports.from, ToPort: ports.to }),
        [peerKey(peer, way)]: peer,
      }));
  const out = lines('out');
  // A described group without a line lets nothing out; in a template it would let out everything.
  const egress = out.length > 0 ? out : [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32' }];
  return thing('SecurityGroup', id, {
    GroupId: id,
    VpcId: vpc,
    SecurityGroupIngress: lines('in'),
    SecurityGroupEgress: egress,
  });
}

function peerKey(peer: string, way: 'in' | 'out'): string {
  const side = way === 'in' ? 'Source' : 'Destination';
  if (peer.startsWith('sg-')) return `${side}SecurityGroupId`;
  return peer.startsWith('pl-') ? `${side}PrefixListId` : 'CidrIp';
}

function ofAcl({ id, vpc, subnets, entries }: DescribedAcl): Thing[] {
  return [
    thing('NetworkAcl', id, { Id: id, VpcId: vpc }),
    ...subnets.map((SubnetId) =>
      thing('SubnetNetworkAclAssociation', `${id} ${SubnetId}`, { SubnetId, NetworkAclId: id }),
    ),
    ...entries.map(({ way, number, protocol, action, cidr, ports }) =>
      thing('NetworkAclEntry', id, {
        NetworkAclId: id,
        RuleNumber: number,
        Protocol: protocol,
        RuleAction: action,
        Egress: way === 'out',
        CidrBlock: cidr,
        ...portRange(ports),
      }),
    ),
  ];
}

function portRange(ports: DescribedPorts | null): ValueMap {
  return ports === null ? {} : { PortRange: { From: ports.from, To: ports.to } };
}
