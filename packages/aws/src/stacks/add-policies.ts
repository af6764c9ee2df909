import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { NamedPolicy } from '../access/packed.ts';
import type { Site } from './builder.ts';

/** Managed policies in the stack of a piece: with what they say, or of the roles that they are attached to. */
export function addPolicies(
  { stack, workspace }: Pick<Site, 'stack' | 'workspace'>,
  id: string,
  policies: readonly NamedPolicy[],
  about: string | readonly string[],
): void {
  for (const [index, { name, document }] of policies.entries()) {
    new CfnManagedPolicy(stack, index === 0 ? id : `${id}-${index + 1}`, {
      managedPolicyName: name,
      path: workspace.aws.iam.rolePath,
      ...(typeof about === 'string' ? { description: about } : { roles: [...about] }),
      policyDocument: document,
    });
  }
}
