import {
  AccessLogsBucket,
  customResourceAnswers,
  EgressNetwork,
  ExistingNetwork,
  IsolatedNetwork,
  TeamKey,
  type TeamNetwork,
} from '@atelier/constructs';
import { type Network, type NewNetwork, subnetRanges } from '@atelier/core';
import type { Stack } from 'aws-cdk-lib';
import { endpointServices, zonesOfEndpoint } from '../endpoints/endpoint-services.ts';
import { stackNames } from '../layout/stack-names.ts';
import { imageAccounts } from '../region/image-accounts.ts';
import { type Ground, newStack, piecesOf } from './ground.ts';
import { outputs } from './outputs.ts';
import { subnetZones } from './subnet-zones.ts';

/** What the other stacks take from the network's. */
export interface NetworkGround {
  /** The first that is made. */
  readonly firstStack: Stack;
  readonly network: TeamNetwork;
  /** Where notebooks and endpoints are: one subnet in each of the zones that the file asks for. */
  readonly teamSubnetIds: readonly string[];
  readonly key: TeamKey;
}

const flowLogDays = 365;

/** The network, the key and the bucket of access logs: what all other stacks stand on. */
export function networkStack(ground: Ground): NetworkGround {
  const { workspace, names } = ground;
  const stack = newStack(ground, stackNames.network(workspace.name), `${workspace.name}: the network and the key`);
  const key = new TeamKey(stack, 'Key', {
    alias: names.keyAlias,
    description: `Everything that the workspace ${workspace.name} stores`,
  });
  if (piecesOf(ground.plan, 'access-logs').length > 0) {
    new AccessLogsBucket(stack, 'AccessLogs', { bucketName: names.accessLogsBucket });
  }
  const { network } = workspace;
  const made = network.kind === 'new' ? newNetwork(stack, ground, network, key) : existingNetwork(stack, ground);
  const teamSubnetIds = network.kind === 'new' ? made.subnetIds.slice(0, network.zones) : made.subnetIds;
  outputs(stack, {
    VpcId: ['Network that notebooks and jobs run in', made.vpcId],
    SubnetId1: ['First private subnet', teamSubnetIds[0]],
    SubnetId2: ['Second private subnet', teamSubnetIds[1]],
    SecurityGroupId: ['Security group of notebooks and jobs', made.workSecurityGroupId],
    KeyArn: ['Key of everything that is stored', key.keyArn],
  });
  return { firstStack: stack, network: made, teamSubnetIds, key };
}

function newNetwork(stack: Stack, ground: Ground, network: NewNetwork, key: TeamKey): TeamNetwork {
  const { workspace, plan } = ground;
  const warehouse = piecesOf(plan, 'warehouse').length > 0;
  const zones = subnetZones(workspace.aws.region, network, warehouse);
  const ranges = subnetRanges(network.cidr, zones.length + 1);
  const subnets = zones.map((zone, position) => ({ cidr: ranges[position] ?? '', zone }));
  const props = {
    cidr: network.cidr,
    subnets,
    endpoints: interfaceEndpoints(ground, zones.slice(0, network.zones)),
    ...s3PrefixList(network),
    imageAccounts: imageAccounts(ground.workspace.aws.region, ground.workspace.studio),
    ...answers(stack, ground),
    ...(network.flowLogs ? { flowLogs: flowLogs(ground, key) } : {}),
  };
  if (network.mode === 'isolated') return new IsolatedNetwork(stack, 'Network', props);
  const publicSubnet = { cidr: ranges[zones.length] ?? '', zone: zones[0] ?? 0 };
  return new EgressNetwork(stack, 'Network', { ...props, publicSubnet });
}

function existingNetwork(stack: Stack, ground: Ground): TeamNetwork {
  const { network } = ground.workspace;
  if (network.kind !== 'existing') throw new Error('The workspace makes its own network.');
  const zones = network.subnets.map((_, position) => position);
  const there = new Set(network.endpoints);
  return new ExistingNetwork(stack, 'Network', {
    vpcId: network.vpc,
    subnetIds: network.subnets,
    ...(network.routeTables.length > 0 && !there.has('s3') ? { routeTableIds: network.routeTables } : {}),
    ...(network.cidr === null ? {} : { cidr: network.cidr }),
    endpoints: interfaceEndpoints(ground, zones).filter(({ service }) => !there.has(service)),
    ...s3PrefixList(network),
    imageAccounts: imageAccounts(ground.workspace.aws.region, ground.workspace.studio),
    ...answers(stack, ground),
  });
}

function interfaceEndpoints({ plan }: Ground, zones: readonly (string | number)[]) {
  const reach = piecesOf(plan, 'network').flatMap((piece) => piece.reach);
  return endpointServices(reach)
    .filter(({ kind }) => kind === 'interface')
    .map((endpoint) => ({ service: endpoint.service, zones: zonesOfEndpoint(endpoint, zones) }));
}

function s3PrefixList({ s3PrefixList }: Network) {
  return s3PrefixList === null ? {} : { s3PrefixListId: s3PrefixList };
}

/** The function behind the project templates tells CloudFormation through a bucket of AWS that it is done. */
function answers(stack: Stack, { workspace, plan }: Ground) {
  if (piecesOf(plan, 'project-templates').length === 0) return {};
  return { s3Exceptions: [customResourceAnswers(stack, `${workspace.name}-*`)] };
}

function flowLogs({ workspace, names }: Ground, key: TeamKey) {
  const { rolePath, permissionsBoundary } = workspace.aws.iam;
  return {
    retentionDays: flowLogDays,
    kmsKeyArn: key.keyArn,
    roleName: names.flowLogRole,
    rolePath,
    ...(permissionsBoundary === null ? {} : { permissionsBoundaryArn: names.boundaryArn(permissionsBoundary) }),
  };
}
