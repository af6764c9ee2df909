import { studioRole, workspaceTag } from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { GetRoleCommand, type IAMClient, type Role } from '@aws-sdk/client-iam';
import type { Account } from '../read/account.ts';
import { look } from '../read/look.ts';

/**
 * The blocker to a workspace whose roles are there and of none of its stacks in this region: roles are for the whole
 * account, so that another region's workspace of the same name has them all. Null: they are free, or its own.
 *
 * @param role the role of Studio; undefined: nobody has it
 */
export function workspaceElsewhere(role: Role | undefined, { name }: Workspace, account: Account): Problem | null {
  const held = account.stacks.flatMap(({ resources }) => resources);
  if (held.some(({ type, id }) => type === 'AWS::IAM::Role' && id === studioRole(name))) return null;
  return role === undefined ? null : blocker(role, name, account);
}

/** The role of Studio; undefined: nobody has it. */
export async function readStudioRole({ name }: Workspace, client: IAMClient): Promise<Role | undefined> {
  const asked = await look(client.send(new GetRoleCommand({ RoleName: studioRole(name) })));
  return asked?.Role;
}

function blocker({ Arn = '', Tags = [] }: Role, name: string, { account, region }: Account): Problem {
  const isOfWorkspace = Tags.some(({ Key, Value }) => Key === workspaceTag && Value === name);
  // A tag that says which stack made it says where that is.
  const elsewhere = Tags.flatMap(({ Value }) => /^arn:[^:]+:cloudformation:([^:]+):/.exec(Value ?? '')?.[1] ?? []);
  const where = elsewhere.find((other) => other !== region) ?? 'another region';
  const whose = isOfWorkspace
    ? `It carries the tag of a workspace ${name}, which is deployed to ${where}`
    : "It is somebody else's";
  return new Problem({
    code: isOfWorkspace ? 'WorkspaceElsewhere' : 'RoleOfAnother',
    message: `The role ${Arn} is in ${account}, and no stack of ${name} in ${region} holds it. ${whose}; roles have one name in all regions of an account.`,
    fix: 'Give this workspace another name, or remove the other one first.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
