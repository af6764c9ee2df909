import { cidrBlocks, type EvaluatedResource, parseCidr } from '@atelier/cloudformation';
import { at, isTrueAt, textAt } from '../at.ts';
import type { Resources } from '../resources.ts';
import { rangeCovers } from './addresses.ts';
import type { Subnet } from './network.ts';
import type { Direction } from './security-groups.ts';
import { cutAt, everyPort, overlap, type TcpPorts } from './tcp-ports.ts';

/** Traffic through the network ACL of a subnet. */
export interface AclTraffic {
  readonly direction: Direction;
  /** Addresses on the other side. */
  readonly range: string;
  readonly ports: TcpPorts;
  /** Whether nobody asks about a part of those addresses. */
  readonly leaveOut?: (range: string) => boolean;
}

interface Entry {
  readonly at: EvaluatedResource;
  readonly number: number;
  readonly allows: boolean;
  /** Undefined: addresses that cannot be read. */
  readonly range: string | undefined;
  readonly ports: TcpPorts;
}

/**
 * What stops a part of such traffic at a subnet: the first entry that does, or the ACL itself, which refuses what no entry
 * allows; null: all of it passes. "the default network ACL … allows all inbound and outbound IPv4 traffic" (VPC guide,
 * "Network ACL basics"): a subnet without one of its own.
 */
export function stoppedAt(subnet: Subnet, traffic: AclTraffic, resources: Resources): EvaluatedResource | null {
  const acl = aclOf(subnet, resources);
  if (acl === undefined) return null;
  const entries = entriesOf(acl, traffic.direction, resources);
  const pieces = cutAt(
    traffic.ports,
    entries.map(({ ports }) => ports),
  );
  for (const ports of pieces) {
    const speaking = entries.filter((entry) => overlap(entry.ports, ports));
    const found = stopIn(traffic.range, { speaking, acl, leaveOut: traffic.leaveOut });
    if (found !== null) return found;
  }
  return null;
}

/** The ACL that the templates give to a subnet; undefined: that of the VPC. */
function aclOf({ resource }: Subnet, resources: Resources): EvaluatedResource | undefined {
  const given = resources
    .ofType('AWS::EC2::SubnetNetworkAclAssociation')
    .find(({ properties }) => resources.find(properties.SubnetId) === resource);
  return given === undefined ? undefined : (resources.find(given.properties.NetworkAclId) ?? given);
}

function entriesOf(acl: EvaluatedResource, direction: Direction, resources: Resources): readonly Entry[] {
  return resources
    .ofType('AWS::EC2::NetworkAclEntry')
    .filter(({ properties }) => resources.find(properties.NetworkAclId) === acl)
    .filter(({ properties }) => isTrueAt(properties, 'Egress') === (direction === 'Egress'))
    .flatMap(entryOf)
    .toSorted((one, other) => one.number - other.number);
}

/** Entries for IPv6 and for other protocols than TCP stop nothing here. */
function entryOf(resource: EvaluatedResource): Entry[] {
  const { properties } = resource;
  const protocol = textAt(properties, 'Protocol');
  if (at(properties, 'Ipv6CidrBlock') !== undefined && at(properties, 'CidrBlock') === undefined) return [];
  if (protocol !== '-1' && protocol !== '6') return [];
  const [from, to] = ['From', 'To'].map((end) => Number(textAt(properties, `PortRange.${end}`)));
  const range = textAt(properties, 'CidrBlock');
  return [
    {
      at: resource,
      number: Number(textAt(properties, 'RuleNumber')),
      allows: textAt(properties, 'RuleAction')?.toLowerCase() === 'allow',
      range: range === undefined || parseCidr(range) === null ? undefined : range,
      ports: protocol === '-1' ? everyPort : { from: from ?? Number.NaN, to: to ?? Number.NaN },
    },
  ];
}

interface Search {
  /** Entries of which each speaks of all the ports, in their order. */
  readonly speaking: readonly Entry[];
  readonly acl: EvaluatedResource;
  readonly leaveOut: AclTraffic['leaveOut'];
}

/** The range is halved until each entry covers it or has nothing of it. */
function stopIn(range: string, search: Search): EvaluatedResource | null {
  if (search.leaveOut?.(range)) return null;
  for (const entry of search.speaking) {
    // What cannot be read may refuse.
    if (entry.range === undefined) return entry.at;
    if (rangeCovers(entry.range, range)) return entry.allows ? null : entry.at;
    if (rangeCovers(range, entry.range)) {
      const [first = range, second = range] = halvesOf(range);
      return stopIn(first, search) ?? stopIn(second, search);
    }
  }
  return search.acl;
}

function halvesOf(range: string): readonly string[] {
  const bits = Number(range.split('/')[1]);
  return cidrBlocks(range, 2, 31 - bits);
}
