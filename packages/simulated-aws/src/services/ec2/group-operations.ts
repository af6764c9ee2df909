import { kindOf } from '../../kinds/kinds.ts';
import { groupType } from '../../kinds/studio/home-folders.ts';
import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import { present } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { isAsked, list, tagsOf } from './filters.ts';
import { type GroupDirection, groupsNamed, permission, revoke, rulesOf } from './security-group.ts';

const valuesIn = (world: World) => ({
  'group-id': ({ id }: StoredResource) => [id],
  'group-name': ({ properties }: StoredResource) => [properties.GroupName],
  'vpc-id': ({ properties }: StoredResource) => [properties.VpcId],
  'tag-key': (group: StoredResource) => [...tagsOf(group).keys()],
  'ip-permission.group-id': (group: StoredResource) => groupsNamed(world, group, 'Ingress'),
  'egress.ip-permission.group-id': (group: StoredResource) => groupsNamed(world, group, 'Egress'),
});

const describe: Operation = (input, world) => {
  for (const id of list(input.GroupIds)) need(world, id);
  const found = present(world, groupType).filter(isAsked(input, 'GroupIds', valuesIn(world)));
  return { SecurityGroups: found.map((group) => describeOne(group, world)) };
};

function describeOne(group: StoredResource, world: World): Members {
  const { GroupName, GroupDescription, VpcId, Tags } = group.properties;
  const permissions = (direction: GroupDirection) =>
    rulesOf(world, group, direction).map((rule) => permission(rule, direction));
  return {
    ...{ GroupId: group.id, GroupName: GroupName ?? group.id, Description: GroupDescription ?? '', VpcId },
    ...{ OwnerId: world.account, Tags: Tags ?? [] },
    IpPermissions: permissions('Ingress'),
    IpPermissionsEgress: permissions('Egress'),
  };
}

function need(world: World, id: unknown): StoredResource {
  const group = present(world, groupType).find((each) => each.id === id);
  if (group === undefined) throw new AwsFault('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
  return group;
}

const revokeIn =
  (direction: GroupDirection): Operation =>
  ({ GroupId, IpPermissions }, world) => {
    revoke(world, need(world, GroupId), direction, list(IpPermissions));
    return { Return: true };
  };

export const groupOperations: Readonly<Record<string, Operation>> = {
  DescribeSecurityGroups: describe,
  RevokeSecurityGroupIngress: revokeIn('Ingress'),
  RevokeSecurityGroupEgress: revokeIn('Egress'),
  DeleteSecurityGroup: ({ GroupId }, world) => {
    const group = need(world, GroupId);
    kindOf(groupType).remove(group, world);
    return { Return: true, GroupId: group.id };
  },
};
