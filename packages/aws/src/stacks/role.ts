import type { PieceOf } from '@atelier/core';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { limitPolicy } from '../access/limit-policy.ts';
import { rolePolicy } from '../access/role-policy.ts';
import { type Built, made, type Site } from './builder.ts';

/** The rights of a role: what everybody with it may do, and what nobody with it may. */
export function buildRole({ role }: PieceOf<'role'>, { stack, names, workspace, policies }: Site): Built<'role'> {
  const { rolePath } = workspace.aws.iam;
  new CfnManagedPolicy(stack, `Policy-${role}`, {
    managedPolicyName: names.rolePolicy(role),
    path: rolePath,
    description: `What every ${role} of ${workspace.name} may do`,
    policyDocument: rolePolicy(policies, role),
  });
  new CfnManagedPolicy(stack, `Limits-${role}`, {
    managedPolicyName: names.limitPolicy(role),
    path: rolePath,
    description: `What no ${role} of ${workspace.name} may do, whatever else allows it`,
    policyDocument: limitPolicy(policies, role),
  });
  return made;
}
