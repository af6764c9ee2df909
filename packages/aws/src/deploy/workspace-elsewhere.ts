import { Problem, type Workspace } from '@atelier/core';
import { GetRoleCommand, IAMClient, NoSuchEntityException, type Role } from '@aws-sdk/client-iam';
import type { Account } from '../account/account.ts';
import { workspaceTag } from '../layout/workspace-tags.ts';
import { studioRole } from '../names.ts';

/**
 * The objection to a workspace whose roles are there and of none of its stacks in this region: roles are for the whole
 * account, so that another region's workspace of the same name has them all. Null: they are free, or its own.
 */
export async function workspaceElsewhere({ name }: Workspace, account: Account): Promise<Problem | null> {
  const RoleName = studioRole(name);
  const held = account.stacks.flatMap(({ resources }) => resources);
  if (held.some(({ type, id }) => type === 'AWS::IAM::Role' && id === RoleName)) return null;
  const role = await readRole(new IAMClient({ region: account.region }), RoleName);
  return role === undefined ? null : objection(role, name, account);
}

async function readRole(client: IAMClient, RoleName: string): Promise<Role | undefined> {
  try {
    return (await client.send(new GetRoleCommand({ RoleName }))).Role;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

function objection({ Arn = '', Tags = [] }: Role, name: string, { account, region }: Account): Problem {
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
