import {
  type EvaluatedResource,
  type EvaluatedStack,
  evaluate,
  own,
  type Pseudo,
  type StackTemplate,
  type Value,
} from '@atelier/cloudformation';
import type { Finding, Proof } from './finding.ts';
import { buildModel, type Model } from './model.ts';
import { proofOfFindings } from './proof-of-findings.ts';
import type { Rule, Violation } from './rule.ts';
import { promisesOf, rules, verdictOf } from './rules.ts';
import type { TypeEntry } from './types/type-table.ts';
import { typesAmong } from './types/types-among.ts';
import { isOpenText } from './types/whose.ts';

/**
 * Check templates that are deployed together against every rule; docs/proofs.md says what each one proves.
 *
 * Never throws for what stands in a template. Give all stacks at once: what lies in another stack is looked at there.
 */
export async function prove(templates: readonly StackTemplate[], pseudo: Pseudo = {}): Promise<Proof> {
  const stacks = evaluate(templates, pseudo);
  const types = await typesAmong(new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type))));
  const findings = findingsIn(stacks, types);
  if (stacks.every(({ undecided }) => undecided.length === 0)) return proofOfFindings(findings);
  const others = (['equal', 'different'] as const).map((undecided) =>
    findingsIn(evaluate(templates, { ...pseudo, undecided }), types),
  );
  return proofOfFindings(acrossWorlds(findings, others));
}

function findingsIn(stacks: readonly EvaluatedStack[], types: ReadonlyMap<string, TypeEntry>): Finding[] {
  const model = buildModel(stacks, types);
  return withoutEchoes(rules.flatMap((rule) => findingsOf(rule, model)));
}

/** Where conditions are undecided: what is not found whatever they are may be none of what will be. */
function acrossWorlds(findings: readonly Finding[], others: readonly (readonly Finding[])[]): Finding[] {
  const key = ({ rule, stack, resource, path }: Finding) => [rule, stack, resource, path].join(' ');
  const everywhere = others.map((some) => new Set(some.map(key)));
  const all = new Map([...findings, ...others.flat()].map((finding) => [key(finding), finding]));
  return [...all].map(([name, finding]) =>
    everywhere.every((names) => names.has(name)) ? finding : { ...finding, verdict: 'not proven' },
  );
}

/** People know a resource by its logical id. */
const ownReference = /⟨[^⟨⟩]*\/([^⟨⟩/]*)⟩/g;

/** A policy of many people is one place, however many of them it makes break a rule. */
function findingsOf(rule: Rule, model: Model): Finding[] {
  const places = new Map(
    rule
      .violations(model)
      .map((violation) => [`${violation.at.stack}/${violation.at.logicalId} ${violation.path}`, violation] as const),
  );
  return [...places.values()].map((violation) => findingOf(rule, violation, model));
}

function findingOf(rule: Rule, { at, path, message, fix, verdict, promises }: Violation, model: Model): Finding {
  return {
    rule: rule.id,
    verdict: verdict ?? (isUndecided(at, path, model) ? 'not proven' : verdictOf(rule.id)),
    promises: promises ?? promisesOf(rule.id),
    stack: at.stack,
    resource: at.logicalId,
    type: resourceAt(at, model)?.type ?? '',
    path,
    message: message.replace(ownReference, '$1'),
    fix,
  };
}

function resourceAt({ stack, logicalId }: Violation['at'], model: Model): EvaluatedResource | undefined {
  return model.find(`⟨${stack}/${logicalId}⟩`);
}

/** Whether the value that a finding is about hangs on something that nobody has decided. */
function isUndecided(at: Violation['at'], path: string, model: Model): boolean {
  const resource = resourceAt(at, model);
  const steps = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  const value = resource === undefined || steps[0] !== 'Properties' ? undefined : valueAt(resource.properties, steps);
  return typeof value === 'string' && isOpenText(value, model);
}

function valueAt(properties: Value, [, ...keys]: readonly string[]): Value | undefined {
  let value: Value | undefined = properties;
  for (const key of keys) {
    value = (Array.isArray(value) ? value[Number(key)] : own(value, key)) as Value | undefined;
  }
  return value;
}

/** That a value is not known is told once, by the rule that asks for it or for a part of it. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const others = Map.groupBy(
    findings.filter(({ rule }) => rule !== 'unknown-value'),
    ({ stack, resource }) => `${stack}/${resource}`,
  );
  return findings.filter(
    (finding) =>
      finding.rule !== 'unknown-value' ||
      !(others.get(`${finding.stack}/${finding.resource}`) ?? []).some((other) => tells(other, finding)),
  );
}

function tells(other: Finding, { path }: Finding): boolean {
  const isWithin = (part: string, whole: string) => part.startsWith(`${whole}.`) || part.startsWith(`${whole}[`);
  const isAround = isWithin(other.path, path) || isWithin(path, other.path);
  return other.path === path || (other.verdict === 'not proven' && isAround);
}
