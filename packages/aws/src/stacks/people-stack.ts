import { ExecutionRole, StudioPerson } from '@atelier/constructs';
import type { PersonPiece } from '@atelier/core';
import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { personPolicies } from '../access/person-policies.ts';
import { personTags } from '../access/person-tags.ts';
import { stackNames } from '../layout/stack-names.ts';
import type { Foundation } from './foundation-stack.ts';
import { type Ground, newStack } from './ground.ts';
import { roleSettings } from './role-settings.ts';

type PersonOnly = Extract<PersonPiece, { kind: 'person' }>;

export interface Shard {
  readonly name: string;
  readonly people: readonly PersonOnly[];
}

/** The people of one shard: for each a role, a Studio profile and, if wanted, a private space. */
export function peopleStack(
  ground: Ground,
  { name: shard, people }: Shard,
  foundation: Foundation,
  projects: ReadonlyMap<string, Stack>,
): Stack {
  const { workspace } = ground;
  const stack = newStack(
    ground,
    stackNames.people(workspace.name, shard),
    `${workspace.name}: people of shard ${shard}`,
  );
  // Policies are attached by name, which no reference shows.
  for (const project of new Set(people.flatMap((piece) => piece.projects))) {
    const needed = projects.get(project);
    if (needed !== undefined) stack.addStackDependency(needed);
  }
  for (const piece of people) addPerson(new Construct(stack, piece.person.profile), ground, piece, foundation);
  return stack;
}

function addPerson(scope: Construct, ground: Ground, { person }: PersonOnly, { domain, policies }: Foundation): void {
  const { workspace, names } = ground;
  const { managed, inline } = personPolicies(policies, person);
  const role = new ExecutionRole(scope, 'Role', {
    roleName: names.personRole(person.profile),
    description: `${person.name}, ${person.role}`.replace(/[^\x20-\x7e]/g, '?'),
    managedPolicyArns: managed.map(names.policyArn),
    ...(inline === null ? {} : { inlinePolicies: { memberships: PolicyDocument.fromJson(inline) } }),
    tags: personTags(person),
    ...roleSettings(ground),
  });
  const { spaces } = workspace.studio;
  const studio = new StudioPerson(scope, 'Studio', {
    domainId: domain.domainId,
    userProfileName: person.profile,
    executionRoleArn: role.roleArn,
    ...(workspace.signIn.method === 'sso' ? { ssoUserName: person.signInName } : {}),
    ...(spaces === 'private' ? { privateSpace: { spaceName: names.privateSpace(person.profile) } } : {}),
  });
  new CfnOutput(scope, 'UserProfile', {
    description: `Studio profile of ${person.name}`,
    value: studio.userProfileName,
  });
  new CfnOutput(scope, 'RoleArn', { description: `Role of ${person.name}`, value: role.roleArn });
}
