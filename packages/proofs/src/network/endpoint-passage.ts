import { isTrueAt, textAt } from '../at.ts';
import { stoppedAt } from './acls.ts';
import { isPrivateRange } from './addresses.ts';
import { crossing, refusedBy } from './crossing.ts';
import { groupsOpen } from './group-opening.ts';
import { nameIsFound } from './name-passage.ts';
import { tablesOf } from './needed-endpoints.ts';
import type { Endpoint } from './network.ts';
import type { NetworkGround } from './network-ground.ts';
import { closed, type Passage, passageOf, unknown } from './passage.ts';
import { privateNames } from './private-names.ts';
import type { Direction } from './security-groups.ts';
import { type Spot, spotOf } from './spot.ts';
import { answerPorts, https, type TcpPorts } from './tcp-ports.ts';

export interface EndpointAim {
  readonly endpoint: Endpoint;
  /** A usual name of the service, such as `sts.eu-central-1.amazonaws.com`. */
  readonly host: string;
  /** Ids of lists that hold the addresses of a gateway's service. */
  readonly lists: readonly string[];
}

/** Whether what stands at a spot finds an endpoint by the usual name of its service, and reaches it. */
export function endpointPassage(from: Spot, aim: EndpointAim, ground: NetworkGround): Passage {
  return passageOf(steps(from, aim, ground));
}

function* steps(from: Spot, aim: EndpointAim, ground: NetworkGround): Generator<Passage> {
  const { endpoint, host } = aim;
  yield privateNames(endpoint);
  yield nameIsFound(endpoint.vpc, host, ground.resources);
  if (endpoint.isGateway) yield* throughGateway(from, aim, ground);
  else yield crossing(from, spotOf(endpoint.resource, stands, ground), https, ground);
}

/** Where interface endpoints say that they stand. */
const stands = { subnets: 'SubnetIds', groups: 'SecurityGroupIds' };

function* throughGateway(from: Spot, { endpoint, lists }: EndpointAim, ground: NetworkGround): Generator<Passage> {
  const { resource, service } = endpoint;
  if (from.unseen.length > 0)
    yield unknown(`Nothing is known of ${from.unseen.join(' and ')}, where ${from.name} stands.`);
  const routed = tablesOf(endpoint, ground.resources.find);
  for (const { tables, resource: subnet } of from.subnets) {
    if (tables.some((table) => routed.includes(table))) continue;
    const [table] = tables;
    const because = `No route leads from ${subnet.logicalId} to ${resource.logicalId}: ${table === undefined ? 'it has no route table of its own' : `${table.logicalId} is not among its route tables`}.`;
    yield closed(
      table ?? subnet,
      because,
      `Add ${table?.logicalId ?? 'the route table of that subnet'} to the route tables of ${resource.logicalId}.`,
    );
  }
  const [group] = from.groups;
  const peer = { groups: [], ranges: ['0.0.0.0/0'], lists };
  if (group !== undefined && !groupsOpen(from.groups, 'Egress', { peer, ports: https }, ground.resources)) {
    const own = from.groups.map(({ logicalId }) => logicalId).join(', ');
    const because = `The security group ${own} lets nothing out on TCP 443 to the addresses of ${service} (${lists.join(', ')}).`;
    yield closed(
      group,
      because,
      `Give the security group ${own} a rule that lets TCP 443 out to ${lists.join(' or ')}.`,
    );
  }
  yield* pastAclsToPublic(from, service, ground);
}

/** Which public addresses a service has no template says: an ACL that lets some of them pass may let the right ones. */
export function* pastAclsToPublic(from: Spot, service: string, { resources }: NetworkGround): Generator<Passage> {
  const ways: readonly (readonly [Direction, TcpPorts])[] = [
    ['Egress', https],
    ['Ingress', answerPorts],
  ];
  for (const subnet of from.subnets)
    for (const [direction, ports] of ways) {
      const traffic = { direction, ports, range: '0.0.0.0/0', leaveOut: isPrivateRange };
      const stop = stoppedAt(subnet, traffic, resources);
      if (stop === null) continue;
      const refused = refusedBy(stop, subnet, traffic);
      const letsSome = resources
        .ofType('AWS::EC2::NetworkAclEntry')
        .some(
          ({ properties }) =>
            textAt(properties, 'RuleAction')?.toLowerCase() === 'allow' &&
            isTrueAt(properties, 'Egress') === (direction === 'Egress') &&
            !isPrivateRange(textAt(properties, 'CidrBlock') ?? ''),
        );
      yield letsSome && refused.verdict === 'closed'
        ? unknown(`${refused.because} Whether ${service} is among what passes nobody says.`)
        : refused;
    }
}
