import { AwsFault, type Members } from '../../service/service.ts';
import { present } from '../../world/leaving.ts';
import type { JsonMap, StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { list } from './filters.ts';

export type GroupDirection = 'Ingress' | 'Egress';
const otherSide = { Ingress: 'SourceSecurityGroupId', Egress: 'DestinationSecurityGroupId' } as const;

/** Rules of a group in one direction: its own, and those that were made apart from it. */
export function rulesOf(world: World, group: StoredResource, direction: GroupDirection): readonly JsonMap[] {
  const own = list(group.properties[`SecurityGroup${direction}`]) as readonly JsonMap[];
  return [...own, ...apart(world, group, direction).map(({ properties }) => properties)];
}

/** Groups that the rules of a group name. */
export function groupsNamed(world: World, group: StoredResource, direction: GroupDirection): readonly unknown[] {
  return rulesOf(world, group, direction).flatMap((rule) => rule[otherSide[direction]] ?? []);
}

function apart(world: World, { id }: StoredResource, direction: GroupDirection): readonly StoredResource[] {
  return present(world, `AWS::EC2::SecurityGroup${direction}`).filter(({ properties }) => properties.GroupId === id);
}

/**
 * Takes away the rules that are like one of those given.
 *
 * @throws AwsFault where one of those given is not there; then none goes
 */
export function revoke(
  world: World,
  group: StoredResource,
  direction: GroupDirection,
  permissions: readonly unknown[],
): void {
  const asked = permissions.flatMap((permission) => flat(permission as Members, direction));
  const keyOf = (rule: JsonMap) => JSON.stringify(ruleKey(rule, direction));
  const there = rulesOf(world, group, direction).map(keyOf);
  if (asked.some((key) => !there.includes(key)))
    throw new AwsFault('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
  const isMeant = (rule: JsonMap) => asked.includes(keyOf(rule));
  const property = `SecurityGroup${direction}`;
  const kept = (list(group.properties[property]) as readonly JsonMap[]).filter((rule) => !isMeant(rule));
  for (const rule of apart(world, group, direction).filter(({ properties }) => isMeant(properties)))
    world.resources.remove(rule.type, rule.id);
  world.resources.put({ ...group, properties: { ...group.properties, [property]: kept } });
}

/** A rule as an answer words it. */
export function permission(rule: JsonMap, direction: GroupDirection): Members {
  const group = rule[otherSide[direction]];
  const { FromPort, ToPort, CidrIp, CidrIpv6 } = rule;
  const prefixList = rule.SourcePrefixListId ?? rule.DestinationPrefixListId;
  return {
    IpProtocol: String(rule.IpProtocol ?? '-1'),
    ...(FromPort === undefined ? {} : { FromPort: Number(FromPort) }),
    ...(ToPort === undefined ? {} : { ToPort: Number(ToPort) }),
    UserIdGroupPairs: group === undefined ? [] : [{ GroupId: group }],
    IpRanges: CidrIp === undefined ? [] : [{ CidrIp }],
    Ipv6Ranges: CidrIpv6 === undefined ? [] : [{ CidrIpv6 }],
    PrefixListIds: prefixList === undefined ? [] : [{ PrefixListId: prefixList }],
  };
}

function flat(permission: Members, direction: GroupDirection): readonly string[] {
  const { IpProtocol, FromPort, ToPort } = permission;
  const rule = {
    IpProtocol,
    ...(FromPort === undefined ? {} : { FromPort }),
    ...(ToPort === undefined ? {} : { ToPort }),
  };
  const sides = [
    ...list(permission.UserIdGroupPairs).map((pair) => ({ [otherSide[direction]]: (pair as Members).GroupId })),
    ...list(permission.IpRanges).map((range) => ({ CidrIp: (range as Members).CidrIp })),
    ...list(permission.PrefixListIds).map((each) => ({ prefixList: (each as Members).PrefixListId })),
  ];
  return sides.map((side) => JSON.stringify(ruleKey({ ...rule, ...side } as JsonMap, direction)));
}

function ruleKey(rule: JsonMap, direction: GroupDirection): readonly string[] {
  const prefixList = rule.prefixList ?? rule.SourcePrefixListId ?? rule.DestinationPrefixListId;
  return [rule.IpProtocol ?? '-1', rule.FromPort, rule.ToPort, rule[otherSide[direction]], rule.CidrIp, prefixList].map(
    (part) => String(part ?? ''),
  );
}
