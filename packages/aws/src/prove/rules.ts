import type { Rule } from './rule.ts';
import { bucketRules } from './rules/bucket-rules.ts';
import { cycleRules } from './rules/cycle-rules.ts';
import { encryptionRules } from './rules/encryption-rules.ts';
import { endpointAccessRules } from './rules/endpoint-access-rules.ts';
import { endpointPolicyRules } from './rules/endpoint-policy-rules.ts';
import { endpointRules } from './rules/endpoint-rules.ts';
import { exposureRules } from './rules/exposure-rules.ts';
import { linkRules } from './rules/link-rules.ts';
import { principalRules } from './rules/principal-rules.ts';
import { rightsRules } from './rules/rights-rules.ts';
import { routeRules } from './rules/route-rules.ts';
import { securityGroupRules } from './rules/security-group-rules.ts';
import { studioRules } from './rules/studio-rules.ts';
import { supplyRules } from './rules/supply-rules.ts';
import { templateRules } from './rules/template-rules.ts';

/** What rules prove together: nothing leads out or in, what is needed can be reached, stored things are encrypted, … */
export type ProofKind = 'templates' | 'isolation' | 'endpoints' | 'encryption' | 'access' | 'supplies';

const sets: readonly (readonly [ProofKind, readonly Rule[]])[] = [
  ['templates', templateRules],
  ['templates', cycleRules],
  ['isolation', routeRules],
  ['isolation', exposureRules],
  ['isolation', securityGroupRules],
  ['isolation', studioRules],
  ['endpoints', endpointRules],
  ['endpoints', endpointAccessRules],
  ['isolation', endpointPolicyRules],
  ['isolation', bucketRules],
  ['encryption', encryptionRules],
  ['isolation', linkRules],
  ['access', rightsRules],
  ['access', principalRules],
  ['supplies', supplyRules],
];

/** Every rule, in the order in which findings are listed. */
export const rules: readonly Rule[] = sets.flatMap(([, some]) => some);

const kinds: ReadonlyMap<string, ProofKind> = new Map(sets.flatMap(([kind, some]) => some.map(({ id }) => [id, kind])));

/** The proof that a rule is part of, by the rule's id. */
export function proofOf(rule: string): ProofKind {
  return kinds.get(rule) ?? 'templates';
}
