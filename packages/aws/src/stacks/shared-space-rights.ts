import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { jobPolicies } from '../access/job-policy.ts';
import { piecesOf } from './ground.ts';
import type { ProjectGround } from './project-stack.ts';

/**
 * What a shared space may do.
 *
 * It runs as the domain's role, not as the role of whoever opens it. With one project that role gets the rights of the
 * project's jobs; with more it would lead from one project into another, so it gets none.
 */
export function sharedSpaceRights({ stack, plan, names, project, policies, workspace }: ProjectGround): void {
  if (piecesOf(plan, 'shared-space').length !== 1) return;
  const { stores, work, limits } = jobPolicies(policies, project);
  const parts = [
    ['SharedSpaceRights', names.sharedSpacePolicy, work],
    ['SharedSpaceStores', `${names.sharedSpacePolicy}-stores`, stores],
    ['SharedSpaceLimits', `${names.sharedSpacePolicy}-limits`, limits],
  ] as const;
  for (const [id, managedPolicyName, policyDocument] of parts) {
    new CfnManagedPolicy(stack, id, {
      managedPolicyName,
      path: workspace.aws.iam.rolePath,
      policyDocument,
      roles: [names.studioRole],
    });
  }
}
