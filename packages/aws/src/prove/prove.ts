import { evaluate, type Pseudo } from '../template/evaluate.ts';
import type { StackTemplate } from '../template/template.ts';
import type { Finding, Proof } from './finding.ts';
import { unknownTypesAmong } from './known-types.ts';
import { buildModel, type Model } from './model.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';

/**
 * Check templates that are deployed together against every rule; docs/proofs.md says what each one proves.
 *
 * Never throws for what stands in a template. Give all stacks at once: what lies in another stack is looked at there.
 */
export async function prove(templates: readonly StackTemplate[], pseudo: Pseudo = {}): Promise<Proof> {
  const stacks = evaluate(templates, pseudo);
  const types = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const model = buildModel(stacks, await unknownTypesAmong(types));
  const findings = rules.flatMap((rule) => findingsOf(rule, model));
  return { ok: findings.length === 0, findings };
}

/** People know a resource by its logical id. */
const ownReference = /⟨[^⟨⟩]*\/([^⟨⟩/]*)⟩/g;

/** A policy of many people is one place, however many of them it makes break a rule. */
function findingsOf(rule: Rule, model: Model): Finding[] {
  const places = new Map(
    rule.holes(model).map((hole) => [`${hole.at.stack}/${hole.at.logicalId} ${hole.path}`, hole] as const),
  );
  return [...places.values()].map(({ at, path, message, fix }) => ({
    rule: rule.id,
    stack: at.stack,
    resource: at.logicalId,
    path,
    message: message.replace(ownReference, '$1'),
    fix,
  }));
}
