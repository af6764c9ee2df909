import { GetUserIdCommand, type IdentitystoreClient, IsMemberInGroupsCommand } from '@aws-sdk/client-identitystore';
import { look } from '../read/look.ts';

/** Id of the user of that name in a directory; undefined: it has none. */
export async function readUserId(
  IdentityStoreId: string,
  userName: string,
  client: IdentitystoreClient,
): Promise<string | undefined> {
  const UniqueAttribute = { AttributePath: 'userName', AttributeValue: userName };
  const command = new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier: { UniqueAttribute } });
  return (await look(client.send(command)))?.UserId;
}

/** Most groups that one call takes (Identity Store API Reference, IsMemberInGroups). */
const mostGroups = 100;

/** Whether a user is in any of these groups. */
export async function isInGroups(
  IdentityStoreId: string,
  { user, groups }: { readonly user: string; readonly groups: readonly string[] },
  client: IdentitystoreClient,
): Promise<boolean> {
  for (let first = 0; first < groups.length; first += mostGroups) {
    const GroupIds = groups.slice(first, first + mostGroups);
    const command = new IsMemberInGroupsCommand({ IdentityStoreId, MemberId: { UserId: user }, GroupIds });
    const { Results = [] } = (await look(client.send(command))) ?? {};
    if (Results.some(({ MembershipExists }) => MembershipExists)) return true;
  }
  return false;
}
