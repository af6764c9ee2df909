import { type PieceOf, type Project, piecesOf, roles } from '@atelier/core';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { jobPolicies } from '../access/job-policy.ts';
import { membershipPolicy } from '../access/membership-policy.ts';
import { type Built, made, type Site } from './builder.ts';
import { projectNamed } from './ground.ts';

/** The rights of members in a project, by themselves and in the space that they share. */
export function buildMembership({ project: { name } }: PieceOf<'membership'>, site: Site): Built<'membership'> {
  const project = projectNamed(site, name);
  memberPolicies(project, site);
  const [shared, ...others] = piecesOf(site.blueprint, 'shared-space');
  if (shared?.project.name === name && others.length === 0) sharedSpaceRights(project, site);
  return made;
}

/** One policy for each role, whether a member has it or not, so that a new member changes nothing here. */
function memberPolicies(project: Project, { stack, names, policies, workspace }: Site): void {
  for (const role of roles) {
    const policyDocument = membershipPolicy(policies, role, [project]);
    if (policyDocument.Statement.length === 0) continue;
    new CfnManagedPolicy(stack, `Members-${role}`, {
      managedPolicyName: names.projectPolicy(project.name, role),
      path: workspace.aws.iam.rolePath,
      description: `What every ${role} who is a member of ${project.name} may do there`,
      policyDocument,
    });
  }
}

/**
 * Gives the one shared space its rights. They are of the project, whose end takes them along, and not of the space.
 *
 * It runs as the domain's role, not as the role of whoever opens it. With one project that role gets the rights of the
 * project's jobs; with more it would lead from one project into another, so it gets none.
 */
function sharedSpaceRights(project: Project, { stack, names, policies, workspace }: Site): void {
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
