import {
  DescribeVpnGatewaysCommand,
  type EC2Client,
  paginateDescribeEgressOnlyInternetGateways,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcPeeringConnections,
  type SecurityGroup,
  type VpcAttachment,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import type { Stranger } from '../destroy/destroy-ground.ts';
import { everyItem } from './every-item.ts';
import { tagsOf } from './ownership.ts';

/** Something in a network, whoever made it. */
export interface Standing extends Stranger {
  /** Whether AWS makes it with every network, with which it goes. */
  readonly isDefault?: boolean;
  /** Security groups of what a service of AWS has made by itself, for something with these groups. */
  readonly groupsOfService?: readonly string[];
}

/** A security group, and the groups that its rules name. */
export interface GroupRules extends Stranger {
  readonly names: readonly string[];
}

export interface NetworkFound {
  readonly standing: readonly Standing[];
  readonly rules: readonly GroupRules[];
}

type Tagged = { readonly Tags?: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined };

const called = ({ Tags }: Tagged) => tagsOf(Tags).Name ?? null;

/** All that EC2 knows in a network; interfaces are read apart. */
export async function readNetwork(vpc: string, ec2: EC2Client): Promise<NetworkFound> {
  const inVpc = [{ Name: 'vpc-id', Values: [vpc] }];
  const [groups, ...standing] = await Promise.all([
    readGroups(inVpc, ec2),
    readParts(inVpc, ec2),
    readEndpoints(inVpc, ec2),
    readGateways(vpc, ec2),
    readPeerings(vpc, ec2),
  ]);
  return { standing: [...groups.map(groupFound), ...standing.flat()], rules: groups.map(rulesFound) };
}

/** Groups whose rules name one of some, wherever they are. */
export async function readRulesNaming(groups: readonly string[], ec2: EC2Client): Promise<readonly GroupRules[]> {
  if (groups.length === 0) return [];
  const found = await Promise.all(
    ['ip-permission.group-id', 'egress.ip-permission.group-id'].map((Name) =>
      readGroups([{ Name, Values: [...groups] }], ec2),
    ),
  );
  return [...new Map(found.flat().map((group) => [group.GroupId, rulesFound(group)])).values()];
}

type Filters = { Name: string; Values: string[] }[];

function readGroups(Filters: Filters, ec2: EC2Client): Promise<SecurityGroup[]> {
  return everyItem(paginateDescribeSecurityGroups({ client: ec2 }, { Filters }), (answer) => answer.SecurityGroups);
}

function groupFound({ GroupId: id = '', GroupName: name = '' }: SecurityGroup): Standing {
  return { kind: 'security group', id, name, isDefault: name === 'default' };
}

function rulesFound({ GroupId: id = '', GroupName = '', ...group }: SecurityGroup): GroupRules {
  const rules = [...(group.IpPermissions ?? []), ...(group.IpPermissionsEgress ?? [])];
  const names = rules.flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs.flatMap(({ GroupId }) => GroupId ?? []));
  return { kind: 'security group', id, name: GroupName, names: [...new Set(names)] };
}

async function readParts(Filters: Filters, ec2: EC2Client): Promise<readonly Standing[]> {
  const [subnets, tables, lists] = await Promise.all([
    everyItem(paginateDescribeSubnets({ client: ec2 }, { Filters }), (answer) => answer.Subnets),
    everyItem(paginateDescribeRouteTables({ client: ec2 }, { Filters }), (answer) => answer.RouteTables),
    everyItem(paginateDescribeNetworkAcls({ client: ec2 }, { Filters }), (answer) => answer.NetworkAcls),
  ]);
  return [
    ...subnets.map((each) => ({ kind: 'subnet', id: each.SubnetId ?? '', name: called(each) })),
    ...tables.map(({ RouteTableId: id = '', Associations = [], ...each }) => ({
      ...{ kind: 'route table', id, name: called(each) },
      isDefault: Associations.some(({ Main }) => Main === true),
    })),
    ...lists.map(({ NetworkAclId: id = '', IsDefault = false, ...each }) => ({
      ...{ kind: 'network ACL', id, name: called(each), isDefault: IsDefault },
    })),
  ];
}

/** Endpoints that fit filters. */
export async function readEndpoints(Filters: Filters, ec2: EC2Client): Promise<readonly Standing[]> {
  const endpoints = await everyItem(
    paginateDescribeVpcEndpoints({ client: ec2 }, { Filters }),
    (answer) => answer.VpcEndpoints,
  );
  return endpoints.map(endpointFound);
}

function endpointFound({ VpcEndpointId: id = '', ServiceName, ...endpoint }: VpcEndpoint): Standing {
  const found = { kind: 'VPC endpoint', id, name: called(endpoint) ?? ServiceName ?? null };
  if (endpoint.RequesterManaged !== true) return found;
  return { ...found, groupsOfService: (endpoint.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []) };
}

async function readGateways(vpc: string, ec2: EC2Client): Promise<readonly Standing[]> {
  const attached = [{ Name: 'attachment.vpc-id', Values: [vpc] }];
  // One that is gone is told for another hour.
  const there = [
    { Name: 'vpc-id', Values: [vpc] },
    { Name: 'state', Values: ['pending', 'available'] },
  ];
  const [nats, internet, egressOnly, { VpnGateways = [] }] = await Promise.all([
    everyItem(paginateDescribeNatGateways({ client: ec2 }, { Filter: there }), (answer) => answer.NatGateways),
    everyItem(
      paginateDescribeInternetGateways({ client: ec2 }, { Filters: attached }),
      (answer) => answer.InternetGateways,
    ),
    everyItem(
      paginateDescribeEgressOnlyInternetGateways({ client: ec2 }, {}),
      (answer) => answer.EgressOnlyInternetGateways,
    ),
    ec2.send(new DescribeVpnGatewaysCommand({ Filters: attached })),
  ]);
  const ours = egressOnly.filter(({ Attachments = [] }) => Attachments.some(({ VpcId }) => VpcId === vpc));
  return [
    ...nats.map((each) => ({ kind: 'NAT gateway', id: each.NatGatewayId ?? '', name: called(each) })),
    ...internet.map((each) => ({ kind: 'internet gateway', id: each.InternetGatewayId ?? '', name: called(each) })),
    ...ours.map((each) => ({
      ...{ kind: 'egress-only internet gateway', id: each.EgressOnlyInternetGatewayId ?? '', name: called(each) },
    })),
    ...VpnGateways.filter(({ VpcAttachments: those = [] }) => those.some(isStanding(vpc))).map((each) => ({
      kind: 'VPN gateway',
      id: each.VpnGatewayId ?? '',
      name: called(each),
    })),
  ];
}

/** EC2 goes on listing what was detached. */
function isStanding(vpc: string) {
  return ({ VpcId, State }: VpcAttachment) => VpcId === vpc && State !== 'detached';
}

const overPeerings = ['deleted', 'deleting', 'expired', 'failed', 'rejected'];

/** Those that either side has asked for; filters cannot ask for both sides at once. */
async function readPeerings(vpc: string, ec2: EC2Client): Promise<readonly Standing[]> {
  const peerings = await everyItem(
    paginateDescribeVpcPeeringConnections({ client: ec2 }, {}),
    (answer) => answer.VpcPeeringConnections,
  );
  return peerings
    .filter(({ RequesterVpcInfo, AccepterVpcInfo }) =>
      [RequesterVpcInfo, AccepterVpcInfo].some((side) => side?.VpcId === vpc),
    )
    .filter(({ Status }) => !overPeerings.includes(Status?.Code ?? ''))
    .map((each) => ({ kind: 'VPC peering', id: each.VpcPeeringConnectionId ?? '', name: called(each) }));
}
