import { stoppedAt } from './acls.ts';
import { refusedBy } from './crossing.ts';
import { groupsOpen } from './group-opening.ts';
import type { Endpoint } from './network.ts';
import type { NetworkGround } from './network-ground.ts';
import { closed, open, type Passage, passageOf } from './passage.ts';
import { privateNames } from './private-names.ts';
import { answerPorts, https } from './tcp-ports.ts';

/** Whether an interface endpoint answers addresses beyond its network, such as those of browsers; how they get there is not seen. */
export function visitPassage(endpoint: Endpoint, range: string, ground: NetworkGround): Passage {
  return passageOf(steps(endpoint, range, ground));
}

function* steps(endpoint: Endpoint, range: string, { resources }: NetworkGround): Generator<Passage> {
  const { resource, groups, subnets } = endpoint;
  yield privateNames(endpoint);
  const [group] = groups;
  const peer = { groups: [], ranges: [range] };
  if (group !== undefined && !groupsOpen(groups, 'Ingress', { peer, ports: https }, resources)) {
    const named = groups.map(({ logicalId }) => logicalId).join(', ');
    const because = `No security group of ${resource.logicalId} (${named}) lets ${range} in on TCP 443.`;
    yield closed(group, because, `Give one of them a rule that lets TCP 443 in from ${range}.`);
  }
  for (const subnet of subnets)
    for (const aim of [
      { direction: 'Ingress' as const, ports: https, range },
      { direction: 'Egress' as const, ports: answerPorts, range },
    ]) {
      const stop = stoppedAt(subnet, aim, resources);
      yield stop === null ? open : refusedBy(stop, subnet, aim);
    }
}
