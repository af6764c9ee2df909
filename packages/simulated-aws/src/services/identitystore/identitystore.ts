import { AwsFault, type Operation, type Service } from '../../service/service.ts';
import { isMap } from '../../stacks/template.ts';
import type { WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { instanceType, membershipType, userType } from '../identity-center/identity-types.ts';

/** Users are asked for by their name alone; other attributes are refused as unknown. */
const getUserId: Operation = ({ IdentityStoreId, AlternateIdentifier }, world) => {
  requireStore(IdentityStoreId, world);
  const unique = at(AlternateIdentifier as WireJson, 'UniqueAttribute');
  const [path, name] = [at(unique, 'AttributePath'), at(unique, 'AttributeValue')];
  if (path !== 'userName') throw new AwsFault('ValidationException', `AttributePath ${path} is not known here.`);
  const user = world.resources
    .list(userType)
    .find(({ properties }) => properties.IdentityStoreId === IdentityStoreId && properties.UserName === name);
  if (user === undefined) throw new AwsFault('ResourceNotFoundException', 'USER not found.');
  return { IdentityStoreId, UserId: user.id };
};

const isMemberInGroups: Operation = ({ IdentityStoreId, MemberId, GroupIds = [] }, world) => {
  requireStore(IdentityStoreId, world);
  const UserId = at(MemberId as WireJson, 'UserId');
  const memberships = world.resources.list(membershipType).filter(({ properties }) => properties.UserId === UserId);
  return {
    Results: (GroupIds as readonly string[]).map((GroupId) => ({
      GroupId,
      MemberId: { UserId },
      MembershipExists: memberships.some(({ properties }) => properties.GroupId === GroupId),
    })),
  };
};

function requireStore(id: unknown, { resources }: World): void {
  if (!resources.list(instanceType).some(({ attributes }) => attributes.IdentityStoreId === id))
    throw new AwsFault('ResourceNotFoundException', `IDENTITY_STORE not found: ${id}`);
}

function at(value: WireJson | undefined, name: string): WireJson | undefined {
  return value !== undefined && isMap(value) ? value[name] : undefined;
}

/** The directory of Identity Center. */
export const identitystore: Service = {
  signingName: 'identitystore',
  protocol: 'json',
  operations: { GetUserId: getUserId, IsMemberInGroups: isMemberInGroups },
};
