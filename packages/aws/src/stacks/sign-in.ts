import type { PieceOf } from '@atelier/core';
import { CfnOutput } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { personTag } from '../access/policy-ground.ts';
import { placePolicy, signInPolicy } from '../access/sign-in-policy.ts';
import { signInTrust } from '../access/sign-in-trust.ts';
import type { Site } from './builder.ts';
import { generatedIds } from './generated-ids.ts';

/** The role in which a person opens Studio and can do nothing else; none where no provider says who that is. */
export function signInRole(scope: Construct, { person }: PieceOf<'person'>, site: Site): void {
  const { workspace, names, policies } = site;
  const { provider } = workspace.signIn;
  if (provider === null) return;
  const { rolePath, permissionsBoundary } = workspace.aws.iam;
  const role = new CfnRole(scope, 'SignIn', {
    roleName: names.signInRole(person.profile),
    path: rolePath,
    description: `Opens Studio as ${person.profile}, and nothing else`,
    ...(permissionsBoundary === null ? {} : { permissionsBoundary: names.boundaryArn(permissionsBoundary) }),
    assumeRolePolicyDocument: signInTrust(provider, person, names.place),
    managedPolicyArns: workspace.network.access.kind === 'anywhere' ? [] : [names.policyArn(names.placePolicy)],
    policies: [{ policyName: 'open-studio', policyDocument: signInPolicy(policies, person) }],
    tags: [{ key: personTag, value: person.profile }],
  });
  new CfnOutput(scope, 'SignInRoleArn', {
    description: `Role in which ${person.profile} opens Studio`,
    value: role.attrArn,
  });
}

/**
 * The policy that holds every sign-in role to the places of the file.
 *
 * It is there without a provider too: one that is taken out of the file has its roles in stacks that change after this one, so
 * that IAM would refuse to delete the policy, CloudFormation would let go of it, and its name would be taken ever after.
 */
export function placeOfSignIn({ stack, names, workspace, policies, needed }: Site, domainId: string): void {
  if (workspace.signIn.method === 'sso' || workspace.network.access.kind === 'anywhere') return;
  new CfnManagedPolicy(stack, 'SignInPlace', {
    managedPolicyName: names.placePolicy,
    path: workspace.aws.iam.rolePath,
    description: `From where people of ${workspace.name} may open Studio, whatever else allows more`,
    policyDocument: placePolicy({ ...policies, ids: generatedIds(needed, () => domainId) }),
  });
}
