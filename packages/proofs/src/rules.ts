import type { Finding } from './finding.ts';
import { type PromiseName, promiseNames } from './promise.ts';
import type { Rule } from './rule.ts';
import { bucketRules } from './rules/bucket-rules.ts';
import { cycleRules } from './rules/cycle-rules.ts';
import { encryptionRules } from './rules/encryption-rules.ts';
import { endpointAccessRules } from './rules/endpoint-access-rules.ts';
import { endpointPolicyRules } from './rules/endpoint-policy-rules.ts';
import { endpointDoubts, endpointRules } from './rules/endpoint-rules.ts';
import { exposureRules } from './rules/exposure-rules.ts';
import { linkRules } from './rules/link-rules.ts';
import { openingRules } from './rules/opening-rules.ts';
import { principalRules } from './rules/principal-rules.ts';
import { propertyRules } from './rules/property-rules.ts';
import { readingRules } from './rules/reading-rules.ts';
import { rightsRules } from './rules/rights-rules.ts';
import { routeRules } from './rules/route-rules.ts';
import { secretRules } from './rules/secret-rules.ts';
import { securityGroupRules } from './rules/security-group-rules.ts';
import { sharingRules } from './rules/sharing-rules.ts';
import { studioRules } from './rules/studio-rules.ts';
import { supplyRules } from './rules/supply-rules.ts';
import { templateRules } from './rules/template-rules.ts';
import { typeRules } from './rules/type-rules.ts';

/** Kind of proof that rules make together, as a plan tells it. */
export type ProofKind = 'templates' | 'isolation' | 'endpoints' | 'encryption' | 'access' | 'supplies';

/** The promises that a rule is about, when its own line in `exceptions` does not say otherwise. */
interface RuleSet {
  readonly kind: ProofKind;
  readonly promises: readonly PromiseName[];
  readonly rules: readonly Rule[];
  /** Where what they find is not known to break anything. */
  readonly verdict?: 'not proven';
}

/** The promises that anything not understood may break. */
const all = promiseNames.filter((promise) => promise !== 'supplies');
const bothWays: readonly PromiseName[] = ['isolation-in', 'isolation-out'];

const sets: readonly RuleSet[] = [
  { kind: 'templates', promises: promiseNames, rules: templateRules, verdict: 'not proven' },
  { kind: 'templates', promises: all, rules: [...typeRules, ...propertyRules] },
  { kind: 'templates', promises: ['supplies'], rules: cycleRules },
  { kind: 'isolation', promises: bothWays, rules: routeRules },
  { kind: 'isolation', promises: ['isolation-in'], rules: exposureRules },
  { kind: 'isolation', promises: ['isolation-out'], rules: securityGroupRules },
  { kind: 'isolation', promises: ['isolation-out'], rules: studioRules },
  { kind: 'endpoints', promises: ['endpoints'], rules: [...endpointRules, ...endpointAccessRules] },
  { kind: 'endpoints', promises: ['endpoints'], rules: endpointDoubts, verdict: 'not proven' },
  { kind: 'isolation', promises: ['isolation-out'], rules: endpointPolicyRules },
  { kind: 'isolation', promises: ['isolation-in'], rules: bucketRules },
  { kind: 'encryption', promises: ['encryption'], rules: [...encryptionRules, ...secretRules] },
  { kind: 'isolation', promises: ['isolation-in'], rules: linkRules },
  {
    kind: 'access',
    promises: ['access'],
    rules: [...rightsRules, ...openingRules, ...principalRules, ...sharingRules],
  },
  { kind: 'access', promises: ['access', ...bothWays], rules: readingRules, verdict: 'not proven' },
  { kind: 'supplies', promises: ['supplies'], rules: supplyRules },
];

const exceptions: Readonly<Record<string, readonly PromiseName[]>> = {
  'open-ingress': ['isolation-in'],
  'unreadable-line': bothWays,
  'unknown-group': bothWays,
  'studio-group': ['endpoints', 'isolation-out'],
  'bucket-tls': ['encryption'],
  'bucket-key': ['encryption'],
  'public-address': bothWays,
  'public-principal': ['access', 'isolation-in'],
  'foreign-account': ['access', 'isolation-in'],
  'tracking-store': ['supplies', 'isolation-out'],
  'package-connection': ['supplies', 'isolation-in'],
};

/** Every rule, in the order in which findings are listed. */
export const rules: readonly Rule[] = sets.flatMap((set) => set.rules);

const setOf: ReadonlyMap<string, RuleSet> = new Map(sets.flatMap((set) => set.rules.map(({ id }) => [id, set])));

/** The proof that a rule is part of, by the rule's id. */
export function proofOf(rule: string): ProofKind {
  return setOf.get(rule)?.kind ?? 'templates';
}

/** The verdict of a rule's findings on its promises, by the rule's id. */
export function verdictOf(rule: string): Finding['verdict'] {
  return setOf.get(rule)?.verdict ?? 'refuted';
}

/** The promises that a rule is about, by the rule's id. */
export function promisesOf(rule: string): readonly PromiseName[] {
  return exceptions[rule] ?? setOf.get(rule)?.promises ?? promiseNames;
}
