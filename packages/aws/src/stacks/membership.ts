import { type PieceOf, type Project, roles } from '@atelier/core';
import { projectPolicies } from '../access/managed-policies.ts';
import { addPolicies } from './add-policies.ts';
import { type Built, made, type Site } from './builder.ts';
import { projectNamed } from './ground.ts';

/** The rights of members in a project. */
export function buildMembership({ project: { name } }: PieceOf<'membership'>, site: Site): Built<'membership'> {
  memberPolicies(projectNamed(site, name), site);
  return made;
}

/** One policy for each role, whether a member has it or not, so that a new member changes nothing here. */
function memberPolicies(project: Project, site: Site): void {
  for (const role of roles) {
    const description = `What every ${role} who is a member of ${project.name} may do there`;
    addPolicies(site, `Members-${role}`, projectPolicies(site.policies, role, project), description);
  }
}
