import type { EvaluatedResource, EvaluatedStack } from '@atelier/cloudformation';
import { knownS3PrefixListId } from '@atelier/constructs';
import type { Network, NetworkDescription } from '@atelier/core';
import {
  crossing,
  endpointPassage,
  internetPassage,
  type NetworkGround,
  networkGround,
  type Passage,
  type Spot,
  spotOf,
  type TcpPorts,
  visitPassage,
} from '@atelier/proofs/network';
import { describedResources } from './described-resources.ts';
import { hostOfService } from './host-of-service.ts';
import { type NetworkPlace, placesIn } from './network-place.ts';

/** The network that the templates make or use, and whether connections get through it; each is looked at once. */
export interface PlannedNetwork {
  /** To the endpoint of a service, by the service's usual name. */
  toService(from: NetworkPlace, service: string): Passage;
  toInternet(from: NetworkPlace): Passage;
  /** From addresses beyond the network to the endpoint of a service. */
  visit(range: string, service: string): Passage;
  between(from: NetworkPlace, to: NetworkPlace, ports: TcpPorts): Passage;
}

const speaking = /^AWS::(EC2|Route53Resolver|RedshiftServerless)::|^AWS::SageMaker::Domain$/;

export function plannedNetwork(stacks: readonly EvaluatedStack[], network: Network, region: string): PlannedNetwork {
  const description = network.kind === 'existing' ? network.description : null;
  const described = description === null ? [] : describedResources(description, region);
  const made = stacks.flatMap(({ resources }) => resources.filter(({ type }) => speaking.test(type)));
  const ground = networkGround([...made, ...described]);
  const lists = listsOfS3(network, region, description);
  const unsaid = unsaidOf(network);
  const known = new Map<string, Passage>();
  const once = (key: string, look: () => Passage): Passage => {
    const found = known.get(key) ?? withDoubt(look(), unsaid);
    known.set(key, found);
    return found;
  };
  const fromAll = (from: NetworkPlace, look: (spot: Spot) => Passage) => firstShut(spotsAt(from, ground).map(look));
  return {
    toService: (from, service) => {
      const [endpoint] = endpointsOf(ground, service, network);
      if (endpoint === undefined) return notSeen(service, unsaid);
      const aim = { endpoint, host: hostOfService(service, region), lists };
      return once(`${from} to ${service}`, () => fromAll(from, (spot) => endpointPassage(spot, aim, ground)));
    },
    visit: (range, service) => {
      const [endpoint] = endpointsOf(ground, service, network);
      if (endpoint === undefined) return notSeen(service, unsaid);
      return once(`${range} to ${service}`, () => visitPassage(endpoint, range, ground));
    },
    toInternet: (from) => once(`${from} out`, () => fromAll(from, (spot) => internetPassage(spot, ground))),
    between: (from, to, ports) =>
      once(`${from} to ${to} ${ports.from}-${ports.to}`, () =>
        fromAll(from, (near) => firstShut(spotsAt(to, ground).map((far) => crossing(near, far, ports, ground)))),
      ),
  };
}

/** Endpoints of the VPC: the one that was made for the workspace first, which a description cannot have. */
function endpointsOf({ network: { endpoints } }: NetworkGround, service: string, network: Network) {
  return endpoints.filter(
    (one) => one.service === service && (network.kind === 'new' || vpcOf(one.resource) === network.vpc),
  );
}

function vpcOf({ properties }: EvaluatedResource): string {
  return String(properties.VpcId);
}

function spotsAt(place: NetworkPlace, ground: NetworkGround): readonly Spot[] {
  const { type, ...paths } = placesIn[place];
  return ground.resources.ofType(type).map((resource) => spotOf(resource, paths, ground));
}

function firstShut(passages: readonly Passage[]): Passage {
  return (
    passages.find(({ verdict }) => verdict === 'closed') ??
    passages.find(({ verdict }) => verdict === 'unknown') ?? { verdict: 'open' }
  );
}

/** Lists that hold the addresses of S3: those by which a description leads to its gateway, else the one that is known. */
function listsOfS3(network: Network, region: string, description: NetworkDescription | null): readonly string[] {
  const gateways = (description?.endpoints ?? []).filter(({ kind, service }) => kind === 'gateway' && service === 's3');
  const described = (description?.routeTables ?? [])
    .flatMap(({ routes }) => routes)
    .filter(({ destination, target }) => destination.startsWith('pl-') && gateways.some(({ id }) => id === target))
    .map(({ destination }) => destination);
  if (described.length > 0) return [...new Set(described)];
  return [network.s3PrefixList ?? knownS3PrefixListId(region) ?? []].flat();
}

/** What nobody has said of a network that was there before, with the commands that say it; null: it is known. */
function unsaidOf(network: Network): string | null {
  if (network.kind === 'new') return null;
  const { vpc, description } = network;
  if (description === null)
    return `Nobody has described ${vpc}: its routes, security groups and network ACLs. Save what AWS says of it, and name the file in network.existing.description (docs/existing-network.md).`;
  const answers = [
    ...(description.groups === null ? ['aws ec2 describe-security-groups'] : []),
    ...(description.acls === null ? ['aws ec2 describe-network-acls'] : []),
    ...(description.dnsSupport === null || description.dnsHostnames === null ? ['aws ec2 describe-vpc-attribute'] : []),
  ];
  if (answers.length === 0) return null;
  return `${description.file} does not say all that decides about connections: it lacks the answers of ${answers.join(' and of ')} (docs/existing-network.md).`;
}

/** An endpoint that the file names, and no description has. */
function notSeen(service: string, unsaid: string | null): Passage {
  const because = `network.existing.endpoints names ${service}, and its description does not say where that endpoint stands.`;
  return { verdict: 'unknown', because: unsaid ?? because };
}

/** What is open as far as is known is open only where everything is known; what is unknown has its own reason. */
function withDoubt(passage: Passage, unsaid: string | null): Passage {
  return unsaid === null || passage.verdict === 'closed' ? passage : { verdict: 'unknown', because: unsaid };
}
