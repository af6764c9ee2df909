import type { Person, Project } from '@atelier/core';
import { insideNames, projectPolicies } from './managed-policies.ts';
import { membershipPolicy } from './membership-policy.ts';
import { type NamedPolicy, packedPolicies } from './packed.ts';
import type { PolicyDocument } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';
import { inlineQuota, policySize } from './policy-size.ts';

/** Managed policies that IAM lets a role have, before the account's quota is raised. */
const managedPolicies = 10;

/** Policies that a person's role is given. */
export interface PersonPolicies {
  /** Names of managed policies: of the role, of the limits, and of the first projects. */
  readonly managed: readonly string[];
  /** Rights in the projects beyond those; null: there are none. */
  readonly inline: PolicyDocument | null;
  /** Managed policies of this role alone, for what the inline policy has no room for. */
  readonly own: readonly NamedPolicy[];
}

/**
 * A person's rights, said once for each project and role, so that a role is short however many projects there are.
 *
 * Of somebody in more projects than these ways hold, the rights in all projects are said together, which is much shorter,
 * in policies of their own.
 */
export function personPolicies(ground: PolicyGround, person: Person): PersonPolicies {
  const common = commonPolicies(ground, person);
  const projects = projectsOf(ground, person);
  const managed = [...common];
  let attached = 0;
  for (const project of projects) {
    const policies = projectPolicies(ground, person.role, project).map((policy) => policy.name);
    if (managed.length + policies.length > managedPolicies) break;
    managed.push(...policies);
    attached += 1;
  }
  const others = projects.slice(attached);
  if (others.length === 0) return { managed, inline: null, own: [] };
  const inline = membershipPolicy(ground, person.role, others);
  if (policySize(inline) <= inlineQuota) return { managed, inline, own: [] };
  return { managed: common, ...together(ground, person, projects) };
}

/** How many of a person's projects, in the order of the file, fit into what IAM takes: all of them, as a rule. */
export function projectsThatFit(ground: PolicyGround, person: Person): number {
  const projects = projectsOf(ground, person);
  const room = managedPolicies - commonPolicies(ground, person).length;
  return mostThat(projects.length, (count) => together(ground, person, projects.slice(0, count)).own.length <= room);
}

function commonPolicies(ground: PolicyGround, { role }: Person): readonly string[] {
  return [ground.names.rolePolicy(role), ground.names.limitPolicy(role), ...insideNames(ground)];
}

function projectsOf(ground: PolicyGround, { name }: Person): readonly Project[] {
  return ground.memberships.get(name) ?? [];
}

/** As many as the inline policy takes are in it, the others in managed policies. */
function together(
  ground: PolicyGround,
  { role, profile }: Person,
  projects: readonly Project[],
): Pick<PersonPolicies, 'inline' | 'own'> {
  const of = (some: readonly Project[]) => membershipPolicy(ground, role, some);
  const first = mostThat(projects.length, (count) => policySize(of(projects.slice(0, count))) <= inlineQuota);
  const others = projects.slice(first);
  const name = `${ground.names.personRole(profile)}-projects`;
  return {
    inline: first === 0 ? null : of(projects.slice(0, first)),
    own: others.length === 0 ? [] : packedPolicies(name, of(others)),
  };
}

/** The largest count up to a limit that is fine, where all below it are. */
function mostThat(limit: number, isFine: (count: number) => boolean): number {
  let [fine, beyond] = [0, limit + 1];
  while (beyond - fine > 1) {
    const middle = Math.floor((fine + beyond) / 2);
    if (isFine(middle)) fine = middle;
    else beyond = middle;
  }
  return fine;
}
