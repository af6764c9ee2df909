import type { EvaluatedResource } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { type NameRule, nameRules } from './name-rules.ts';
import { valueAt } from './value-at.ts';

const stackName: NameRule = {
  property: 'name',
  longest: 128,
  pattern: /^[a-zA-Z][a-zA-Z0-9-]*(\/[a-zA-Z0-9]+)*$/,
  accepts: 'a letter, then letters, digits and dashes',
};
const shorter = 'Shorten the name of the workspace, project or person that it is made of.';

/** Every name is one that its service accepts, with the account's twelve digits in it. */
export function checkNameLengths({ evaluated, templates }: Guarded): GuardrailFinding[] {
  const stacks = templates.flatMap(({ stack }) => {
    const wrong = wrongIn(stack, stackName);
    return wrong ? [failure({ stack }, `The stack's name ${wrong}`, shorter)] : [];
  });
  return [...stacks, ...evaluated.flatMap(({ resources }) => resources.flatMap(checkResource))];
}

function checkResource({ stack, logicalId, type, properties }: EvaluatedResource): GuardrailFinding[] {
  const rule = Object.hasOwn(nameRules, type) ? nameRules[type] : undefined;
  const name = rule && valueAt(properties, rule.property);
  if (!rule || typeof name !== 'string' || name.includes('⟨')) return [];
  const wrong = wrongIn(name, rule);
  if (!wrong) return [];
  const place = { stack, resource: logicalId, path: `Properties.${rule.property}` };
  return [failure(place, `The name of this ${type} ${wrong}`, shorter)];
}

function wrongIn(name: string, { longest, shortest = 1, pattern, accepts }: NameRule): string | null {
  if (name.length > longest) return `"${name}" has ${name.length} characters; accepted are at most ${longest}`;
  if (name.length < shortest) return `"${name}" has ${name.length} characters; accepted are at least ${shortest}`;
  return pattern && !pattern.test(name) ? `is "${name}"; accepted are ${accepts}` : null;
}
