import { type PieceOf, type Project, piecesOf, roles } from '@atelier/core';
import { jobPolicies } from '../access/job-policy.ts';
import { projectPolicies } from '../access/managed-policies.ts';
import { packedPolicies } from '../access/packed.ts';
import { addPolicies } from './add-policies.ts';
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
function memberPolicies(project: Project, site: Site): void {
  for (const role of roles) {
    const description = `What every ${role} who is a member of ${project.name} may do there`;
    addPolicies(site, `Members-${role}`, projectPolicies(site.policies, role, project), description);
  }
}

/**
 * Gives the one shared space its rights. They are of the project, whose end takes them along, and not of the space.
 *
 * It runs as the domain's role, not as the role of whoever opens it. With one project that role gets the rights of the
 * project's jobs; with more it would lead from one project into another, so it gets none.
 */
function sharedSpaceRights(project: Project, site: Site): void {
  const { names } = site;
  const { stores, work, limits } = jobPolicies(site.policies, project);
  const parts = [
    ['SharedSpaceRights', names.sharedSpacePolicy, work],
    ['SharedSpaceStores', `${names.sharedSpacePolicy}-stores`, stores],
    ['SharedSpaceLimits', `${names.sharedSpacePolicy}-limits`, limits],
  ] as const;
  for (const [id, name, document] of parts) addPolicies(site, id, packedPolicies(name, document), [names.studioRole]);
}
