import type { Person } from '@atelier/core';
import { insideNames, projectPolicies } from './managed-policies.ts';
import { membershipPolicy } from './membership-policy.ts';
import type { PolicyDocument } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';

/** Managed policies that IAM lets a role have, before the account's quota is raised. */
const managedPolicies = 10;

/** Policies that a person's role is given. */
export interface PersonPolicies {
  /** Names of managed policies: of the role, of the limits, and of the first projects. */
  readonly managed: readonly string[];
  /** Rights in the projects beyond those; null: there are none. */
  readonly inline: PolicyDocument | null;
}

/** A person's rights, said once for each project and role, so that a role is short however many projects there are. */
export function personPolicies(ground: PolicyGround, { name, role }: Person): PersonPolicies {
  const managed = [ground.names.rolePolicy(role), ground.names.limitPolicy(role), ...insideNames(ground)];
  const projects = ground.memberships.get(name) ?? [];
  let attached = 0;
  for (const project of projects) {
    const policies = projectPolicies(ground, role, project).map((policy) => policy.name);
    if (managed.length + policies.length > managedPolicies) break;
    managed.push(...policies);
    attached += 1;
  }
  const others = projects.slice(attached);
  return { managed, inline: others.length === 0 ? null : membershipPolicy(ground, role, others) };
}
