import type { AwsWorkspace } from '../stacks/ground.ts';

/**
 * Name of the policy that bounds every role of a workspace: what the file says, or else one that begins with a capital,
 * so that it is none of those that CloudFormation's role may change.
 */
export function boundaryName({ name, aws }: AwsWorkspace): string {
  return aws.iam.permissionsBoundary ?? `AtelierBoundary-${name}`;
}
