import type { EvaluatedResource, Value, ValueMap } from '@atelier/cloudformation';
import { isValueMap, listAt, textAt } from '../at.ts';
import type { Resources } from '../resources.ts';
import { everyPort, type TcpPorts } from './tcp-ports.ts';

export type Direction = 'Ingress' | 'Egress';

/** One line of a security group, wherever it is written. */
export interface GroupRule {
  readonly group: EvaluatedResource | undefined;
  /** The group itself, or the resource that adds a line to it. */
  readonly at: EvaluatedResource;
  readonly path: string;
  readonly line: ValueMap;
}

/** Every line in one direction, of the groups themselves and of resources that add to them. */
export function groupRules(resources: Resources, direction: Direction): GroupRule[] {
  const inline = resources.ofType('AWS::EC2::SecurityGroup').flatMap((group) =>
    listAt(group.properties, `SecurityGroup${direction}`)
      .filter(isValueMap)
      .map((line, index) => ({ group, at: group, path: `Properties.SecurityGroup${direction}[${index}]`, line })),
  );
  const added = resources.ofType(`AWS::EC2::SecurityGroup${direction}`).map((resource) => ({
    group: resources.find(resource.properties.GroupId),
    at: resource,
    path: 'Properties',
    line: resource.properties,
  }));
  return [...inline, ...added];
}

/** AWS opens a group to everywhere as long as it lists nothing, and no resource adds a line to it. */
export function hasDefaultEgress(group: EvaluatedResource, resources: Resources): boolean {
  const added = resources.ofType('AWS::EC2::SecurityGroupEgress');
  return (
    listAt(group.properties, 'SecurityGroupEgress').length === 0 &&
    !added.some(({ properties }) => resources.find(properties.GroupId) === group)
  );
}

/** TCP ports that a line speaks of; undefined: it speaks of another protocol, or of none that can be read. */
export function portsOf(line: ValueMap): TcpPorts | undefined {
  const protocol = textAt(line, 'IpProtocol');
  if (protocol === '-1') return everyPort;
  const [from, to] = [Number(textAt(line, 'FromPort') ?? Number.NaN), Number(textAt(line, 'ToPort') ?? Number.NaN)];
  const isTcp = protocol === 'tcp' || protocol === '6';
  return isTcp && from <= to ? { from, to } : undefined;
}

/** The other side of a line: a block of addresses and the key it stands under. */
export function blockOf(line: ValueMap): { readonly key: string; readonly cidr: string } | undefined {
  const key = ['CidrIp', 'CidrIpv6'].find((name) => textAt(line, name) !== undefined);
  return key === undefined ? undefined : { key, cidr: textAt(line, key) ?? '' };
}

/** The group on the other side of a line. */
export function peerOf(line: ValueMap, direction: Direction): Value | undefined {
  return direction === 'Ingress' ? line.SourceSecurityGroupId : line.DestinationSecurityGroupId;
}
