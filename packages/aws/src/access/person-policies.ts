import type { Person } from '@atelier/core';
import { membershipPolicy } from './membership-policy.ts';
import type { PolicyDocument } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';

/** Managed policies that IAM lets a role have, before the account's quota is raised. */
const managedPolicies = 10;

/** Policies that a person's role is given. */
export interface PersonPolicies {
  /** Names of managed policies: of the role, of the limits, and of the first projects. */
  readonly managed: readonly string[];
  /** Projects beyond those; null: none are. */
  readonly inline: PolicyDocument | null;
}

/** A person's rights, said once for each project and role, so that a role is short however many projects there are. */
export function personPolicies(ground: PolicyGround, { name, role }: Person): PersonPolicies {
  const { names } = ground;
  const everywhere = [names.rolePolicy(role), names.limitPolicy(role), names.insidePolicy];
  const projects = ground.memberships.get(name) ?? [];
  const first = projects.slice(0, managedPolicies - everywhere.length);
  const others = projects.slice(first.length);
  return {
    managed: [...everywhere, ...first.map((project) => names.projectPolicy(project.name, role))],
    inline: others.length === 0 ? null : membershipPolicy(ground, role, others),
  };
}
