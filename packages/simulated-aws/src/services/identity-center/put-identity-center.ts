import { createHash } from 'node:crypto';
import type { World } from '../../world/world.ts';
import { groupType, instanceType, membershipType, userType } from './identity-types.ts';

export interface DirectoryGiven {
  /** ARN of the instance; left out: some. */
  readonly instance?: string | undefined;
  /** Account that owns it; left out: the account itself. */
  readonly owner?: string;
  /** User names. */
  readonly users: readonly string[];
  /** User names by the id of a group. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
}

const loose = { stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null };

/** Puts an instance of Identity Center that the account sees into it, with its directory. */
export function putIdentityCenter({ resources, partition, account }: World, given: DirectoryGiven): void {
  const { instance = `arn:${partition}:sso:::instance/ssoins-0123456789abcdef`, owner = account, users } = given;
  const IdentityStoreId = `d-${digest(instance).slice(0, 10)}`;
  const put = (type: string, id: string, properties: Record<string, string>, attributes: Record<string, string> = {}) =>
    resources.put({ ...loose, type, id, properties, attributes });
  put(instanceType, instance, {}, { IdentityStoreId, OwnerAccountId: owner });
  for (const UserName of users) put(userType, userIdOf(UserName), { IdentityStoreId, UserName });
  for (const [GroupId, members] of Object.entries(given.groups ?? {})) {
    put(groupType, GroupId, { IdentityStoreId });
    for (const UserId of members.map(userIdOf))
      put(membershipType, `${GroupId}|${UserId}`, { IdentityStoreId, GroupId, UserId });
  }
}

/** Id that the user of a name has in every directory that is put into an account. */
export function userIdOf(userName: string): string {
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(digest(userName)) ?? [];
  return parts.join('-');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
