import { serviceOf } from '@atelier/aws-regions';
import { type EvaluatedResource, type EvaluatedStack, referencesIn, type Value } from '@atelier/cloudformation';
import type { Blueprint, ExistingNetworkSettings } from '@atelier/core';
import { waysOutOf } from '../region/route-findings.ts';

/** Facts that a picture of the network shows, read from the templates. */
export interface NetworkFacts {
  /** Address range, or the id of a network that is there already. */
  readonly range: string;
  readonly subnets: readonly DrawnSubnet[];
  readonly endpoints: readonly DrawnEndpoint[];
  /** Promises of the security groups of the endpoints, in the words of the templates. */
  readonly endpointGroups: readonly string[];
  /** The same of all other groups. */
  readonly workGroups: readonly string[];
  /** Internet routes: what leads out, such as a NAT gateway; null: nobody has said where this network leads. */
  readonly internetRoutes: readonly string[] | null;
}

export interface DrawnSubnet {
  readonly zone: string;
  /** Address range, or the id of a subnet that is there already. */
  readonly range: string;
  readonly isPublic: boolean;
  /** How many interface endpoints have an address in it. */
  readonly endpoints: number;
}

export interface DrawnEndpoint {
  readonly service: string;
  readonly kind: 'gateway' | 'interface';
}

const outward: Readonly<Record<string, string>> = {
  'AWS::EC2::NatGateway': 'NAT gateway',
  'AWS::EC2::InternetGateway': 'internet gateway',
  'AWS::EC2::EgressOnlyInternetGateway': 'egress-only internet gateway',
  'AWS::EC2::TransitGatewayAttachment': 'transit gateway',
  'AWS::EC2::VPCPeeringConnection': 'peering',
};

/** The network of a workspace as its templates make it, or as it is described where it was there before. */
export function networkFacts(blueprint: Blueprint, stacks: readonly EvaluatedStack[]): NetworkFacts {
  const resources = stacks.flatMap((stack) => stack.resources);
  const endpoints = resources.filter(({ type }) => type === 'AWS::EC2::VPCEndpoint');
  const groups = resources.filter(({ type }) => type === 'AWS::EC2::SecurityGroup');
  const network = blueprint.pieces.find((piece) => piece.kind === 'network')?.network;
  const place =
    network?.kind === 'existing' ? existingNetworkParts(network, endpoints) : newNetworkParts(resources, endpoints);
  const there = network?.kind === 'existing' ? network.endpoints.map(alreadyThere) : [];
  const ofEndpoints = groups.filter((group) =>
    endpoints.some(({ properties }) => refersTo(properties.SecurityGroupIds, group)),
  );
  return {
    ...place,
    endpoints: [...endpoints.map(endpointOf), ...there],
    endpointGroups: ofEndpoints.map(promiseOf),
    workGroups: groups.filter((group) => !ofEndpoints.includes(group)).map(promiseOf),
  };
}

type PictureParts = Pick<NetworkFacts, 'range' | 'subnets' | 'internetRoutes'>;

function newNetworkParts(
  resources: readonly EvaluatedResource[],
  endpoints: readonly EvaluatedResource[],
): PictureParts {
  const subnets = resources.filter(({ type }) => type === 'AWS::EC2::Subnet');
  return {
    range: String(resources.find(({ type }) => type === 'AWS::EC2::VPC')?.properties.CidrBlock ?? ''),
    subnets: subnets.map((subnet) => subnetOf(subnet, endpoints, resources)),
    internetRoutes: resources.flatMap(({ type }) => outward[type] ?? []),
  };
}

function existingNetworkParts(network: ExistingNetworkSettings, endpoints: readonly EvaluatedResource[]): PictureParts {
  const { vpc, subnets, description } = network;
  return {
    range: vpc,
    subnets: subnets.map((id, position) => ({
      zone: description?.subnets.find((subnet) => subnet.id === id)?.zoneId ?? `zone ${position + 1}`,
      range: id,
      isPublic: false,
      endpoints: endpoints.filter(({ properties }) => listOf(properties.SubnetIds).includes(id)).length,
    })),
    internetRoutes: description === null ? null : waysOutOf(network, description),
  };
}

function subnetOf(
  subnet: EvaluatedResource,
  endpoints: readonly EvaluatedResource[],
  resources: readonly EvaluatedResource[],
): DrawnSubnet {
  const { AvailabilityZoneId: id, AvailabilityZone: name, CidrBlock: range } = subnet.properties;
  const position = /\[(\d+)\]/.exec(String(name))?.[1];
  const zone = position === undefined ? String(name) : `zone ${Number(position) + 1}`;
  const isIn = ({ properties }: EvaluatedResource) => refersTo(properties.SubnetIds ?? properties.SubnetId, subnet);
  return {
    zone: id === undefined ? zone : String(id),
    range: String(range),
    isPublic: resources.some((resource) => resource.type === 'AWS::EC2::NatGateway' && isIn(resource)),
    endpoints: endpoints.filter(isIn).length,
  };
}

function promiseOf({ properties }: EvaluatedResource): string {
  return String(properties.GroupDescription);
}

function refersTo(value: Value | undefined, { logicalId }: EvaluatedResource): boolean {
  return referencesIn(value).some((reference) => reference.logicalId === logicalId);
}

function endpointOf({ properties }: EvaluatedResource): DrawnEndpoint {
  const name = String(properties.ServiceName);
  return {
    service: serviceOf(name) ?? name,
    kind: properties.VpcEndpointType === 'Interface' ? 'interface' : 'gateway',
  };
}

function alreadyThere(service: string): DrawnEndpoint {
  return { service, kind: ['s3', 'dynamodb'].includes(service) ? 'gateway' : 'interface' };
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}
