import type { EvaluatedResource } from '@atelier/cloudformation';
import { textAt } from '../at.ts';
import { pastAclsToPublic } from './endpoint-passage.ts';
import { groupsOpen } from './group-opening.ts';
import type { Subnet } from './network.ts';
import type { NetworkGround } from './network-ground.ts';
import { closed, open, type Passage, passageOf, unknown } from './passage.ts';
import type { Spot } from './spot.ts';
import { https } from './tcp-ports.ts';

const everywhere = '0.0.0.0/0';

/** Whether what stands at a spot reaches HTTPS on the internet, through a NAT gateway. */
export function internetPassage(from: Spot, ground: NetworkGround): Passage {
  return passageOf(steps(from, ground));
}

function* steps(from: Spot, ground: NetworkGround): Generator<Passage> {
  if (from.unseen.length > 0)
    yield unknown(`Nothing is known of ${from.unseen.join(' and ')}, where ${from.name} stands.`);
  for (const subnet of from.subnets) yield routedOut(subnet, ground);
  const [group] = from.groups;
  const peer = { groups: [], ranges: [everywhere] };
  if (group !== undefined && !groupsOpen(from.groups, 'Egress', { peer, ports: https }, ground.resources)) {
    const because = `The security group ${group.logicalId} lets nothing out on TCP 443 to ${everywhere}.`;
    yield closed(
      group,
      because,
      `Give the security group ${group.logicalId} a rule that lets TCP 443 out to ${everywhere}.`,
    );
  }
  yield* pastAclsToPublic(from, 'the internet', ground);
}

function routedOut(subnet: Subnet, ground: NetworkGround): Passage {
  const { resource, tables } = subnet;
  const [table] = tables;
  const route = outOf(subnet, 'NatGatewayId', ground);
  if (route === undefined) {
    const because = `No route leads from ${resource.logicalId} to a NAT gateway (${table?.logicalId ?? 'no route table'}).`;
    return closed(
      table ?? resource,
      because,
      `Add a route to ${everywhere} through a NAT gateway to the route table of ${resource.logicalId}.`,
    );
  }
  const gateway = ground.resources.find(route.properties.NatGatewayId);
  // One that is in no template, or of which a description names the id alone.
  if (gateway === undefined) return open;
  const stands = ground.network.subnetOf(gateway.properties.SubnetId);
  if (stands === undefined) return unknown(`Nothing is known of the subnet of ${gateway.logicalId}.`);
  const out = outOf(stands, 'GatewayId', ground);
  const internet = out === undefined ? undefined : ground.resources.find(out.properties.GatewayId);
  if (out !== undefined && internet === undefined) return open;
  if (internet !== undefined && isAttached(internet, subnet, ground)) return open;
  const because = `No route leads from ${stands.resource.logicalId}, where ${gateway.logicalId} stands, to an internet gateway of the VPC.`;
  return closed(
    stands.tables[0] ?? stands.resource,
    because,
    `Add a route to ${everywhere} through an internet gateway that is attached to the VPC.`,
  );
}

function outOf({ tables }: Subnet, target: string, { network }: NetworkGround): EvaluatedResource | undefined {
  return tables
    .flatMap((table) => network.routesOf(table))
    .find(
      ({ properties }) =>
        textAt(properties, 'DestinationCidrBlock') === everywhere && textAt(properties, target) !== undefined,
    );
}

function isAttached(gateway: EvaluatedResource, { vpc }: Subnet, { resources }: NetworkGround): boolean {
  return resources
    .ofType('AWS::EC2::VPCGatewayAttachment')
    .some(
      ({ properties }) =>
        resources.find(properties.InternetGatewayId) === gateway && resources.find(properties.VpcId) === vpc,
    );
}
