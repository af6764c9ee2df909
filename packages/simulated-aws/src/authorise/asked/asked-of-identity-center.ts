import type { Members } from '../../service/service.ts';
import { applicationType, instanceType, userType } from '../../services/identity-center/identity-types.ts';
import type { World } from '../../world/world.ts';
import { type AskedRight, type AskedRights, factsOf, onEverything, onOne } from '../asked-right.ts';

/** Rights that calls of Identity Center need (Service Authorization Reference, "AWS IAM Identity Center"). */
export const askedOfIdentityCenter: AskedRights = {
  ...onEverything('sso', ['ListInstances']),
  ...onOne(
    'sso',
    [
      ...['CreateApplicationAssignment', 'DeleteApplicationAssignment'],
      ...['GetApplicationAssignmentConfiguration', 'ListApplicationAssignments'],
    ],
    ({ ApplicationArn }, world) => ({
      resource: String(ApplicationArn),
      facts: factsOf({ 'sso:ApplicationAccount': makerOf(String(ApplicationArn), world) }),
    }),
  ),
};

/** The account whose service has made the application; every one that is there was made here, unless it says otherwise. */
function makerOf(application: string, { resources, account }: World): unknown {
  const found = resources.get(applicationType, application);
  return found === undefined ? undefined : (found.properties.ApplicationAccount ?? account);
}

/**
 * Rights that calls of the directory need, each on all of these (Service Authorization Reference, "AWS Identity Store"). For
 * a name that nobody has, it is asked for on any user: what AWS asks for then is not documented.
 */
export const askedOfDirectory: AskedRights = {
  GetUserId: ({ IdentityStoreId, AlternateIdentifier }, world) => {
    const name = JSON.stringify(AlternateIdentifier);
    const user = world.resources
      .list(userType)
      .find(({ properties }) => name.includes(JSON.stringify(properties.UserName)));
    return onEach('GetUserId', [store(IdentityStoreId, world), thing(world, 'user', user?.id)]);
  },
  IsMemberInGroups: ({ IdentityStoreId, MemberId, GroupIds = [] }, world) =>
    onEach('IsMemberInGroups', [
      store(IdentityStoreId, world),
      thing(world, 'membership', undefined),
      thing(world, 'user', (MemberId as Members | undefined)?.UserId),
      ...(GroupIds as readonly string[]).map((group) => thing(world, 'group', group)),
    ]),
};

function onEach(operation: string, resources: readonly string[]): readonly AskedRight[] {
  return resources.map((resource) => ({ action: `identitystore:${operation}`, resource }));
}

function store(id: unknown, { partition, account, resources }: World): string {
  const instance = resources.list(instanceType).find(({ attributes }) => attributes.IdentityStoreId === id);
  const owner = instance?.attributes.OwnerAccountId ?? account;
  return `arn:${partition}:identitystore::${owner}:identitystore/${id}`;
}

function thing({ partition }: World, kind: string, id: unknown): string {
  return `arn:${partition}:identitystore:::${kind}/${id ?? '*'}`;
}
