import { ExecutionRole, StudioPerson } from '@atelier/constructs';
import type { PieceOf } from '@atelier/core';
import { CfnOutput } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { personPolicies } from '../access/person-policies.ts';
import { personTags } from '../access/person-tags.ts';
import { addPolicies } from './add-policies.ts';
import { type Built, made, type Site } from './builder.ts';
import { roleSettings } from './role-settings.ts';
import { signInRole } from './sign-in.ts';

/** A person's role and Studio profile, and the role in which Studio is opened. */
export function buildPerson(piece: PieceOf<'person'>, site: Site): Built<'person'> {
  const { person } = piece;
  const { workspace, names, policies, needed } = site;
  const scope = new Construct(site.stack, person.profile);
  const { managed, inline, own } = personPolicies(policies, person);
  const role = new ExecutionRole(scope, 'Role', {
    roleName: names.personRole(person.profile),
    description: `${person.name}, ${person.role}`.replace(/[^\x20-\x7e]/g, '?'),
    managedPolicyArns: managed.map(names.policyArn),
    ...(inline === null ? {} : { inlinePolicies: { memberships: PolicyDocument.fromJson(inline) } }),
    tags: personTags(person),
    ...roleSettings(site),
  });
  addPolicies(site, `${person.profile}-Projects`, own, [role.roleName]);
  const studio = new StudioPerson(scope, 'Studio', {
    domainId: needed('studio').domainId,
    userProfileName: person.profile,
    executionRoleArn: role.roleArn,
    ...(workspace.signIn.method === 'sso' ? { ssoUserName: person.signInName } : {}),
  });
  new CfnOutput(scope, 'UserProfile', {
    description: `Studio profile of ${person.name}`,
    value: studio.userProfileName,
  });
  new CfnOutput(scope, 'RoleArn', { description: `Role of ${person.name}`, value: role.roleArn });
  signInRole(scope, piece, site);
  return { leaves: studio };
}

/** The space that a person has alone. */
export function buildSpace({ person }: PieceOf<'space'>, { names, needed }: Site): Built<'space'> {
  needed('person').addPrivateSpace({ spaceName: names.privateSpace(person.profile) });
  return made;
}

/** A person's private stores in a project. */
export function buildSandbox(): Built<'sandbox'> {
  return {
    none: 'It is a folder of the bucket of sandboxes, begun by the first file; the rights of members keep others out.',
  };
}
