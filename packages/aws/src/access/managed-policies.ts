import type { Project, Role } from '@atelier/core';
import { insidePolicy, ourBuckets } from './inside-policy.ts';
import { membershipPolicy } from './membership-policy.ts';
import { type NamedPolicy, packedPolicies } from './packed.ts';
import { policyDocument } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';
import { policySize } from './policy-size.ts';

/** Characters that the buckets given to projects may take in the policy of everybody; more have one of their own. */
const mostForBuckets = 1_000;

/** What holds for everybody, whatever the role; how many policies it is follows from the file alone. */
export function insidePolicies(ground: PolicyGround): readonly NamedPolicy[] {
  const [name, buckets] = insideNames(ground);
  if (name === undefined) return [];
  const whole = insidePolicy(ground);
  if (buckets === undefined) return [{ name, document: whole }];
  const { Sid } = ourBuckets(ground);
  const others = whole.Statement.filter((statement) => statement.Sid !== Sid);
  return [
    { name, document: policyDocument(others) },
    { name: buckets, document: policyDocument([ourBuckets(ground)]) },
  ];
}

/** Names of `insidePolicies`. */
export function insideNames(ground: PolicyGround): readonly string[] {
  const { insidePolicy: name } = ground.names;
  const isLong = policySize(policyDocument([ourBuckets(ground)])) > mostForBuckets;
  return isLong ? [name, `${name}-buckets`] : [name];
}

/** What everybody in a role may do as a member of a project. */
export function projectPolicies(ground: PolicyGround, role: Role, project: Project): readonly NamedPolicy[] {
  const name = ground.names.projectPolicy(project.name, role);
  const ofGround = known.get(ground) ?? new Map<string, readonly NamedPolicy[]>();
  known.set(ground, ofGround);
  const policies = ofGround.get(name) ?? packedPolicies(name, membershipPolicy(ground, role, [project]));
  ofGround.set(name, policies);
  return policies;
}

/** A thousand people have the same policies. */
const known = new WeakMap<PolicyGround, Map<string, readonly NamedPolicy[]>>();
