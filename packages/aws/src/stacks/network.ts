import {
  customResourceAnswers,
  EgressNetwork,
  ExistingNetwork,
  IsolatedNetwork,
  type TeamKey,
  type TeamNetwork,
} from '@atelier/constructs';
import {
  type ExistingNetworkSettings as Described,
  entersByEndpoint,
  type Network,
  type NewNetwork,
  type PieceOf,
  piecesOf,
  subnetRanges,
  type Workspace,
} from '@atelier/core';
import type { Stack } from 'aws-cdk-lib';
import { endpointServices, zonesOfEndpoint } from '../endpoints/endpoint-services.ts';
import { imageAccounts } from '../region/image-accounts.ts';
import type { Built, MadeNetwork, Site } from './builder.ts';
import type { Ground } from './ground.ts';
import { outputs } from './outputs.ts';
import { subnetZones } from './subnet-zones.ts';

const flowLogDays = 365;

/** The network that everybody works in, made anew or as it is described; and what other systems read of its stack. */
export function buildNetwork(piece: PieceOf<'network'>, site: Site): Built<'network'> {
  const { network: asked } = piece;
  const { stack, needed } = site;
  const key = needed('key');
  const network = asked.kind === 'new' ? newNetwork(piece, asked, site) : existingNetwork(piece, asked, site);
  const teamSubnetIds = asked.kind === 'new' ? network.subnetIds.slice(0, asked.zones) : network.subnetIds;
  outputs(stack, {
    VpcId: ['Network that notebooks and jobs run in', network.vpcId],
    SubnetId1: ['First private subnet', teamSubnetIds[0]],
    SubnetId2: ['Second private subnet', teamSubnetIds[1]],
    SecurityGroupId: ['Security group of notebooks and jobs', network.workSecurityGroupId],
    KeyArn: ['Key of everything that is stored', key.keyArn],
  });
  return { leaves: { network, teamSubnetIds } };
}

/** Where what works in the network has its interfaces. */
export function placeOfWork({ network, teamSubnetIds }: MadeNetwork) {
  return { subnetIds: teamSubnetIds, securityGroupIds: [network.workSecurityGroupId] };
}

function newNetwork({ reach }: PieceOf<'network'>, network: NewNetwork, site: Site): TeamNetwork {
  const { stack, workspace, blueprint, needed } = site;
  const warehouse = piecesOf(blueprint, 'warehouse').length > 0;
  const zones = subnetZones(workspace.aws.region, network, warehouse);
  const ranges = subnetRanges(network.cidr, zones.length + 1);
  const subnets = zones.map((zone, position) => ({ cidr: ranges[position] ?? '', zone }));
  const props = {
    cidr: network.cidr,
    subnets,
    endpoints: interfaceEndpoints(reach, zones.slice(0, network.zones)),
    ...visitors(workspace, network.cidr),
    ...s3PrefixList(network),
    imageAccounts: imageAccounts(workspace.aws.region, workspace.studio),
    ...answers(stack, site),
    ...(network.flowLogs ? { flowLogs: flowLogs(site, needed('key')) } : {}),
  };
  if (network.mode === 'isolated') return new IsolatedNetwork(stack, 'Network', props);
  const publicSubnet = { cidr: ranges[zones.length] ?? '', zone: zones[0] ?? 0 };
  return new EgressNetwork(stack, 'Network', { ...props, publicSubnet });
}

function existingNetwork({ reach }: PieceOf<'network'>, network: Described, site: Site): TeamNetwork {
  const { stack, workspace } = site;
  const zones = network.subnets.map((_, position) => position);
  const there = new Set(network.endpoints);
  return new ExistingNetwork(stack, 'Network', {
    vpcId: network.vpc,
    subnetIds: network.subnets,
    ...(network.routeTables.length > 0 && !there.has('s3') ? { routeTableIds: network.routeTables } : {}),
    ...(network.cidr === null ? {} : { cidr: network.cidr }),
    endpoints: interfaceEndpoints(reach, zones).filter(({ service }) => !there.has(service)),
    // Endpoints made here answer the whole of such a network anyway.
    ...visitors(workspace, null),
    ...s3PrefixList(network),
    imageAccounts: imageAccounts(workspace.aws.region, workspace.studio),
    ...answers(stack, site),
  });
}

function interfaceEndpoints(reach: PieceOf<'network'>['reach'], zones: readonly (string | number)[]) {
  return endpointServices(reach)
    .filter(({ kind }) => kind === 'interface')
    .map((endpoint) => ({ service: endpoint.service, zones: zonesOfEndpoint(endpoint, zones) }));
}

/** Browsers that come through endpoints: those of the network itself, or of the private ranges that the file names. */
function visitors({ signIn, network: { access } }: Workspace, cidr: string | null) {
  if (!entersByEndpoint(signIn, access)) return {};
  const cidrs = access.kind === 'ranges' ? access.inside : cidr === null ? [] : [cidr];
  return cidrs.length === 0 ? {} : { visitors: { cidrs, services: ['sagemaker.api', 'sagemaker.studio'] } };
}

function s3PrefixList({ s3PrefixList }: Network) {
  return s3PrefixList === null ? {} : { s3PrefixListId: s3PrefixList };
}

/** The function behind the project templates tells CloudFormation through a bucket of AWS that it is done. */
function answers(stack: Stack, { workspace, blueprint }: Ground) {
  if (piecesOf(blueprint, 'project-templates').length === 0) return {};
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
