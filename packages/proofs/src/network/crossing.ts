import type { EvaluatedResource } from '@atelier/cloudformation';
import { textAt } from '../at.ts';
import type { Resources } from '../resources.ts';
import { stoppedAt } from './acls.ts';
import { rangeCovers } from './addresses.ts';
import { groupsOpen } from './group-opening.ts';
import type { Subnet } from './network.ts';
import type { NetworkGround } from './network-ground.ts';
import { closed, open, type Passage, passageOf, unknown } from './passage.ts';
import type { Direction } from './security-groups.ts';
import { rangesOf, type Spot } from './spot.ts';
import { answerPorts, portsText, type TcpPorts } from './tcp-ports.ts';

/** Whether each interface of one spot may open connections to each of another on all of the ports, and hears the answers. */
export function crossing(from: Spot, to: Spot, ports: TcpPorts, ground: NetworkGround): Passage {
  return passageOf(steps(from, to, ports, ground));
}

function* steps(from: Spot, to: Spot, ports: TcpPorts, ground: NetworkGround): Generator<Passage> {
  yield* unseenParts(from, to);
  yield sameVpc(from, to);
  yield groupsOf(from, to, { direction: 'Egress', ports }, ground);
  yield groupsOf(to, from, { direction: 'Ingress', ports }, ground);
  for (const near of from.subnets)
    for (const far of to.subnets) {
      yield routed(near, far, ground);
      // ACLs stand at the border of a subnet.
      if (near !== far) yield* pastAcls(near, far, ports, ground.resources);
    }
}

function* unseenParts(...spots: readonly Spot[]): Generator<Passage> {
  for (const { name, unseen, subnets, groups, at } of spots) {
    if (unseen.length > 0) yield unknown(`Nothing is known of ${unseen.join(' and ')}, where ${name} stands.`);
    else if (subnets.length === 0) yield closed(at, `${name} names no subnet.`, `Give ${name} a subnet.`);
    else if (groups.length === 0) {
      const because = `${name} names no security group, and the default one of a VPC lets in its own members alone.`;
      yield closed(at, because, `Give ${name} a security group.`);
    }
  }
}

function sameVpc(from: Spot, to: Spot): Passage {
  const vpcs = [from, to].map(({ subnets }) => subnets[0]?.vpc);
  const [one, other] = vpcs;
  if (one === undefined || other === undefined || one === other) return open;
  const because = `${from.name} stands in ${one.logicalId}, and ${to.name} in ${other.logicalId}.`;
  return closed(one, because, `Put ${to.name} into ${one.logicalId}.`);
}

interface Aim {
  readonly direction: Direction;
  readonly ports: TcpPorts;
}

/** Whether the groups of one side let the other one in, or themselves out to it. */
function groupsOf(own: Spot, other: Spot, { direction, ports }: Aim, { resources }: NetworkGround): Passage {
  const [group] = own.groups;
  if (group === undefined || other.groups.length === 0 || other.subnets.length === 0) return open;
  const peer = { groups: other.groups, ranges: rangesOf(other), vpc: other.subnets[0]?.vpc };
  if (groupsOpen(own.groups, direction, { peer, ports }, resources)) return open;
  const named = namesOf(own);
  const way = wayText(direction, namesOf(other));
  const because = `${capital(named)} lets nobody ${way} on ${portsText(ports)}.`;
  return closed(group, because, `Give ${named} a rule that lets ${portsText(ports)} ${way}.`);
}

function wayText(direction: Direction, far: string): string {
  return direction === 'Egress' ? `out to ${far}` : `in from ${far}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function namesOf({ groups, name }: Spot): string {
  return groups.length === 0 ? name : `the security group ${groups.map(({ logicalId }) => logicalId).join(', ')}`;
}

/** Every table has a route to the whole VPC by itself; a closer one leads elsewhere. */
function routed({ tables, resource }: Subnet, far: Subnet, { network }: NetworkGround): Passage {
  const range = textAt(far.resource.properties, 'CidrBlock');
  if (range === undefined) return open;
  for (const table of tables) {
    const closer = network.routesOf(table).find(({ properties }) => isCloser(properties, far, range));
    if (closer === undefined) continue;
    const to = textAt(closer.properties, 'DestinationCidrBlock');
    const because = `A route of ${table.logicalId} leads what ${resource.logicalId} sends to ${to} elsewhere.`;
    return closed(table, because, `Remove the route to ${to} from ${table.logicalId}.`);
  }
  return open;
}

function isCloser(properties: EvaluatedResource['properties'], { vpc }: Subnet, range: string): boolean {
  const to = textAt(properties, 'DestinationCidrBlock');
  if (to === undefined || textAt(properties, 'GatewayId') === 'local') return false;
  const whole = vpc === undefined ? '' : (textAt(vpc.properties, 'CidrBlock') ?? '');
  const isInside = to !== whole && rangeCovers(whole, to);
  return isInside && (rangeCovers(to, range) || rangeCovers(range, to));
}

function* pastAcls(near: Subnet, far: Subnet, ports: TcpPorts, resources: Resources): Generator<Passage> {
  yield pastAcl(near, far, { direction: 'Egress', ports }, resources);
  yield pastAcl(far, near, { direction: 'Ingress', ports }, resources);
  yield pastAcl(far, near, { direction: 'Egress', ports: answerPorts }, resources);
  yield pastAcl(near, far, { direction: 'Ingress', ports: answerPorts }, resources);
}

function pastAcl(own: Subnet, other: Subnet, { direction, ports }: Aim, resources: Resources): Passage {
  const range = textAt(other.resource.properties, 'CidrBlock');
  if (range === undefined) return unknown(`Nobody says which addresses ${other.resource.logicalId} has.`);
  const stop = stoppedAt(own, { direction, ports, range }, resources);
  return stop === null ? open : refusedBy(stop, own, { direction, ports, range });
}

/** Text of what an ACL refuses, and the entry that would let it through. */
export function refusedBy(stop: EvaluatedResource, own: Subnet, aim: Aim & { readonly range: string }): Passage {
  const what = `${portsText(aim.ports)} ${wayText(aim.direction, aim.range)}`;
  const isEntry = stop.type === 'AWS::EC2::NetworkAclEntry';
  const number = textAt(stop.properties, 'RuleNumber');
  const who = isEntry ? `Entry ${number} of the network ACL (${stop.logicalId})` : `The network ACL ${stop.logicalId}`;
  const before = isEntry ? ` with a number below ${number}` : '';
  const because = `${who} does not let all of ${what} pass at ${own.resource.logicalId}.`;
  return closed(stop, because, `Add an entry${before} that allows ${what} to the ACL of ${own.resource.logicalId}.`);
}
