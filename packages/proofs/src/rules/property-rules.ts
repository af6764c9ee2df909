import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import type { Model } from '../model.ts';
import { promiseTexts } from '../promise.ts';
import type { Rule, Violation } from '../rule.ts';
import { type Judged, judgeDanger } from '../types/judge-danger.ts';
import type { Danger } from '../types/type-table.ts';

/** Every value that is not certain to be safe, of every property that the table calls dangerous. */
function judgements(model: Model): { resource: EvaluatedResource; danger: Danger; judged: Judged }[] {
  const resources = model.stacks.flatMap((stack) => stack.resources);
  return resources.flatMap((resource) => {
    const entry = model.types.get(resource.type);
    if (entry?.class !== 'understood') return [];
    return entry.dangers.flatMap((danger) =>
      judgeDanger(danger, { resource, model }).map((judged) => ({ resource, danger, judged })),
    );
  });
}

function unsafe(model: Model): Violation[] {
  return judgements(model)
    .filter(({ danger, judged }) => judged.outcome === 'unsafe' && danger.rule === undefined)
    .map(({ resource, danger, judged }) => ({
      at: resource,
      path: `Properties.${judged.path}`,
      message: `${resource.logicalId}: ${judged.path} is ${shown(judged.value)}, ${reasons[kindOf(danger)]}; at stake: ${promiseTexts[danger.promise]}.`,
      fix: fixOf(danger, judged.path),
      promises: [danger.promise],
      ...(danger.verdict === undefined ? {} : { verdict: danger.verdict }),
    }));
}

function unknown(model: Model): Violation[] {
  return judgements(model)
    .filter(({ judged }) => judged.outcome === 'unknown')
    .map(({ resource, danger, judged }) => ({
      at: resource,
      path: `Properties.${judged.path}`,
      message: `${resource.logicalId}: ${judged.path} is ${shown(judged.value)}, and nobody can tell from the templates that it keeps this: ${promiseTexts[danger.promise]}.`,
      fix: decidedBy(danger, judged),
      promises: [danger.promise],
      verdict: 'not proven' as const,
    }));
}

type Kind = NonNullable<Danger['must']> | 'value';

function kindOf({ must }: Danger): Kind {
  return must ?? 'value';
}

const reasons: Readonly<Record<Kind, string>> = {
  value: 'which is not one of the safe values',
  absent: 'where nothing may stand',
  present: 'and without it AWS decides',
  ours: 'which is not of this account',
  key: "which is no key of the account's own",
  account: 'which is another account',
  policy: 'which says nothing',
};

function fixOf(danger: Danger, path: string): string {
  const values = danger.is === undefined ? '' : [danger.is].flat().join(' or ');
  const fixes: Readonly<Record<Kind, string>> = {
    value: values === '' ? `Give ${path} another value.` : `Set ${path} to ${values}.`,
    absent: `Remove ${path}.`,
    present: `Set ${path}.`,
    ours: `Name a resource of the templates in ${path}.`,
    key: `Name a key of the account in ${path}.`,
    account: `Use AWS::AccountId in ${path}.`,
    policy: `Write the policy out in ${path}.`,
  };
  return fixes[kindOf(danger)];
}

/** One way to decide what nobody knows. */
function decidedBy(danger: Danger, { value, path }: Judged): string {
  const text = typeof value === 'string' ? value : '';
  if (text.includes('{{resolve:')) return `Write the value of ${path} out.`;
  if (/\d{12}/.test(text)) return 'Say with --account which account the templates are for.';
  if (/^⟨[^⟨⟩]+⟩$/.test(text)) return 'Give the parameter a default, or decide it with --parameter NAME=VALUE.';
  return fixOf(danger, path);
}

function shown(value: Value | undefined): string {
  const text = value === undefined ? 'not given' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

export const propertyRules: readonly Rule[] = [
  {
    id: 'unsafe-value',
    proves: 'No property that the table of types calls dangerous has a value that breaks a promise.',
    beyond: 'Properties that the table does not list.',
    violations: unsafe,
  },
  {
    id: 'unknown-value',
    proves:
      'Every value that matters stands in the templates: none hangs on a parameter, a secret or another template.',
    beyond: 'Parameters: what is proven holds for the values given, or else for their defaults.',
    violations: unknown,
  },
];
