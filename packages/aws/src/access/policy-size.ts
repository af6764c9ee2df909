import type { Person } from '@atelier/core';
import { membershipPolicy } from './membership-policy.ts';
import { personPolicies } from './person-policies.ts';
import type { PolicyDocument } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';

/** Most characters of all inline policies of one role together, and of one managed policy (quotas of IAM). */
export const inlineQuota = 10_240;
export const managedQuota = 6_144;

/** Characters of a policy as IAM counts them: white space is free. */
export function policySize(policy: PolicyDocument): number {
  return JSON.stringify(policy).replace(/\s/g, '').length;
}

export interface MembershipSize {
  /** Characters of the inline policy, which holds what cannot be attached. */
  readonly inline: number;
  readonly projects: number;
  /** How many of the person's projects IAM takes, in the order of the file. */
  readonly fitting: number;
}

/** Measure before deploying: IAM refuses what is too long, when half of a stack is there already. */
export function membershipSize(ground: PolicyGround, person: Person): MembershipSize {
  const projects = ground.memberships.get(person.name) ?? [];
  const { managed, inline } = personPolicies(ground, person);
  const names = new Set(managed);
  const beyond = projects.filter(({ name }) => !names.has(ground.names.projectPolicy(name, person.role)));
  let fitting = beyond.length;
  while (fitting > 0 && inlineSize(beyond.slice(0, fitting)) > inlineQuota) fitting -= 1;
  return {
    inline: inline === null ? 0 : policySize(inline),
    projects: projects.length,
    fitting: projects.length - beyond.length + fitting,
  };

  function inlineSize(some: typeof beyond): number {
    return policySize(membershipPolicy(ground, person.role, some));
  }
}
