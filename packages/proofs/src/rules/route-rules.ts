import { type EvaluatedResource, isUnknown } from '@atelier/cloudformation';
import { at, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import type { Subnet } from '../network/network.ts';
import type { PromiseName } from '../promise.ts';
import type { Rule, Violation } from '../rule.ts';

/** Where a route can send traffic, other than to the VPC itself. */
const targets = [
  'NatGatewayId',
  'EgressOnlyInternetGatewayId',
  'VpcPeeringConnectionId',
  'TransitGatewayId',
  'CarrierGatewayId',
  'LocalGatewayId',
  'CoreNetworkArn',
  'OdbNetworkArn',
  'InstanceId',
  'NetworkInterfaceId',
  'VpcEndpointId',
  'GatewayId',
] as const;

const destinations = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'] as const;

/** Everything that joins a network to another, and the property that says which network. */
const gateways: readonly (readonly [string, string])[] = [
  ['AWS::EC2::VPCGatewayAttachment', 'InternetGatewayId'],
  ['AWS::EC2::VPCGatewayAttachment', 'VpnGatewayId'],
  ['AWS::EC2::NatGateway', 'SubnetId'],
  ['AWS::EC2::EgressOnlyInternetGateway', 'VpcId'],
  ['AWS::EC2::CarrierGateway', 'VpcId'],
  ['AWS::EC2::VPCPeeringConnection', 'VpcId'],
  ['AWS::EC2::TransitGatewayAttachment', 'VpcId'],
  ['AWS::EC2::TransitGatewayVpcAttachment', 'VpcId'],
  ['AWS::EC2::LocalGatewayRouteTableVPCAssociation', 'VpcId'],
  ['AWS::EC2::ClientVpnTargetNetworkAssociation', 'SubnetId'],
  ['AWS::NetworkManager::VpcAttachment', 'VpcArn'],
  ['AWS::VpcLattice::ServiceNetworkVpcAssociation', 'VpcIdentifier'],
];

/** Every route that leads out, also of a table whose subnets nobody sees: it may be that of any subnet. */
function routesOut(model: Model): Violation[] {
  const { network, places, find } = model;
  return model.ofType('AWS::EC2::Route').flatMap((route) => {
    const target = exitOf(route, find);
    if (target === undefined) return [];
    const table = find(route.properties.RouteTableId);
    const subnet = network.subnets.find(({ tables }) =>
      table === undefined ? tables.length === 0 : tables.includes(table),
    );
    const way = [...(subnet ? [...whoRuns(subnet, places), subnet.resource] : []), ...(table ? [table] : [])];
    return [routeHole(route, target, way)];
  });
}

function exitOf(route: EvaluatedResource, find: Model['find']): string | undefined {
  const target = targets.find((name) => at(route.properties, name) !== undefined);
  const value = target && textAt(route.properties, target);
  const isInside = target === 'GatewayId' && (value === 'local' || find(value)?.type === 'AWS::EC2::VPCEndpoint');
  return isInside ? undefined : target;
}

function whoRuns(subnet: Subnet, places: Model['places']): EvaluatedResource[] {
  return places
    .filter(({ subnets }) => subnets.includes(subnet))
    .map(({ resource }) => resource)
    .slice(0, 1);
}

function routeHole(route: EvaluatedResource, target: string, way: readonly EvaluatedResource[]): Violation {
  const destination = destinations.flatMap((name) => textAt(route.properties, name) ?? [])[0] ?? 'somewhere';
  const steps = (way.length > 0 ? way : [route]).map(({ logicalId }) => logicalId).join(' -> ');
  return {
    at: route,
    path: `Properties.${target}`,
    message: `A path leads out: ${steps} -> ${destination} through ${textAt(route.properties, target)}.`,
    fix: 'Remove the route; reach AWS through VPC endpoints.',
  };
}

function gatewayHoles(model: Model): Violation[] {
  return gateways.flatMap(([type, property]) =>
    model.ofType(type).flatMap((resource) =>
      at(resource.properties, property) === undefined
        ? []
        : [
            {
              at: resource,
              path: `Properties.${property}`,
              message: `${type.replace('AWS::', '')} joins the network to another one.`,
              fix: `Remove ${resource.logicalId}.`,
            },
          ],
    ),
  );
}

const bothWays: readonly PromiseName[] = ['isolation-in', 'isolation-out'];
/** What calls AWS from a network that is not seen may find no endpoint there. */
const unseenByCallers: readonly PromiseName[] = [...bothWays, 'endpoints'];

function unseenNetworks({ places, network }: Model): Violation[] {
  const fix = 'Give the template of the network, too: atelier prove takes several files.';
  const ofPlaces = places.flatMap(({ resource, path, unseen, calls }) =>
    unseen.slice(0, 1).map((value) => ({
      at: resource,
      path,
      message: `${resource.logicalId} runs in ${JSON.stringify(value)}, which is in none of the templates: its internet routes cannot be seen.`,
      fix,
      verdict: 'not proven' as const,
      promises: calls ? unseenByCallers : bothWays,
    })),
  );
  const vpcs = new Map(network.subnets.filter(({ vpc }) => vpc === undefined).map((one) => [vpcText(one), one]));
  const ofSubnets = [...vpcs.values()].map((subnet) => ({
    at: subnet.resource,
    path: 'Properties.VpcId',
    message: `${subnet.resource.logicalId} lies in ${vpcText(subnet)}, which is in none of the templates: its gateways cannot be seen.`,
    fix,
    verdict: 'not proven' as const,
  }));
  const ofRoutes = network
    .routesOf(undefined)
    .filter(({ properties }) => isUnknown(textAt(properties, 'RouteTableId')));
  return [...ofPlaces, ...ofSubnets, ...ofRoutes.map((route) => unseenTable(route, fix))];
}

function vpcText({ resource }: Subnet): string {
  return textAt(resource.properties, 'VpcId') ?? 'no VPC';
}

function unseenTable(at: EvaluatedResource, fix: string): Violation {
  return {
    at,
    path: 'Properties.RouteTableId',
    message: `The route table of ${at.logicalId} is in none of the templates.`,
    fix,
    verdict: 'not proven',
  };
}

export const routeRules: readonly Rule[] = [
  {
    id: 'route-out',
    proves: 'No route of the templates leads to a gateway, a peer or another router, whatever subnet it is for.',
    beyond:
      'DNS: the resolver of a VPC answers for names of the internet, and questions can carry data, unless a DNS firewall stops them.',
    violations: routesOut,
  },
  {
    id: 'gateway-attached',
    proves: 'No gateway, peering or attachment joins the network to another one.',
    beyond: 'What is attached by hand, or from a peer, later.',
    violations: gatewayHoles,
  },
  {
    id: 'unknown-network',
    proves: 'Every network in which something runs is in the templates, so that its internet routes were looked at.',
    beyond: '',
    violations: unseenNetworks,
  },
];
