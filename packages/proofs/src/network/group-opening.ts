import type { EvaluatedResource, ValueMap } from '@atelier/cloudformation';
import { textAt } from '../at.ts';
import type { Resources } from '../resources.ts';
import { rangeCovers } from './addresses.ts';
import { blockOf, type Direction, groupRules, hasDefaultEgress, peerOf, portsOf } from './security-groups.ts';
import { areCovered, type TcpPorts } from './tcp-ports.ts';

/** The other side of connections, as lines of a group may name it. */
export interface Peer {
  readonly groups: readonly EvaluatedResource[];
  /** Ranges of addresses, each of which has to be reached. */
  readonly ranges: readonly string[];
  readonly vpc?: EvaluatedResource | undefined;
  /** Ids of lists that hold all its addresses. */
  readonly lists?: readonly string[];
}

/** Whether some of the groups let connections through in one direction, on each of the ports and with all of the peer. */
export function groupsOpen(
  groups: readonly EvaluatedResource[],
  direction: Direction,
  { peer, ports }: { readonly peer: Peer; readonly ports: TcpPorts },
  resources: Resources,
): boolean {
  if (direction === 'Egress' && groups.some((group) => hasDefaultEgress(group, resources))) return true;
  const rules = linesOf(resources, direction);
  const lines = groups.flatMap((group) => rules.get(group) ?? []);
  const ranges = peer.ranges.length === 0 ? [undefined] : peer.ranges;
  return ranges.every((range) => {
    const reaching = lines.filter((line) => reaches(line, direction, { ...peer, range }, resources));
    return areCovered(
      ports,
      reaching.flatMap((line) => portsOf(line) ?? []),
    );
  });
}

/** Groups are asked about again and again. */
const known = new WeakMap<Resources, Map<Direction, Map<EvaluatedResource | undefined, ValueMap[]>>>();

function linesOf(resources: Resources, direction: Direction): ReadonlyMap<EvaluatedResource | undefined, ValueMap[]> {
  const before = known.get(resources) ?? new Map<Direction, Map<EvaluatedResource | undefined, ValueMap[]>>();
  known.set(resources, before);
  const found = before.get(direction);
  if (found !== undefined) return found;
  const byGroup = new Map<EvaluatedResource | undefined, ValueMap[]>();
  for (const { group, line } of groupRules(resources, direction))
    byGroup.set(group, [...(byGroup.get(group) ?? []), line]);
  before.set(direction, byGroup);
  return byGroup;
}

interface Aim extends Peer {
  /** Undefined: nobody knows the addresses. */
  readonly range: string | undefined;
}

function reaches(line: ValueMap, direction: Direction, aim: Aim, resources: Resources): boolean {
  const written = peerOf(line, direction);
  if (written !== undefined) {
    const group = resources.find(written);
    return group !== undefined && aim.groups.includes(group);
  }
  const list = textAt(line, direction === 'Egress' ? 'DestinationPrefixListId' : 'SourcePrefixListId');
  if (list !== undefined) return aim.lists?.includes(list) ?? false;
  const block = blockOf(line);
  if (block === undefined) return false;
  const vpc = aim.vpc;
  const isWholeVpc =
    vpc !== undefined &&
    (resources.find(line[block.key]) === vpc || rangeCovers(block.cidr, textAt(vpc.properties, 'CidrBlock') ?? ''));
  return isWholeVpc || (aim.range !== undefined && rangeCovers(block.cidr, aim.range));
}
