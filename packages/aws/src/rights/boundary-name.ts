import type { AwsWorkspace } from '../stacks/ground.ts';

/**
 * Name of the policy that bounds every role of a workspace: what the file says, or else one that begins with a capital,
 * so that it is none of those that CloudFormation's role may change.
 */
export function boundaryName(workspace: AwsWorkspace): string {
  return workspace.aws.iam.permissionsBoundary ?? ownBoundaryName(workspace);
}

/** The name under which the boundary is written where the file names none. */
export function ownBoundaryName({ name }: Pick<AwsWorkspace, 'name'>): string {
  return `AtelierBoundary-${name}`;
}
