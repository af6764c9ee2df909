import { z } from 'zod';
import { type ChoiceRule, isOperator, isPathOperator } from './choice-rule.ts';
import { pathMistake } from './path-schema.ts';
import { timestampMs } from './timestamp.ts';

interface Mistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** A rule at the top of a Choice: a test or a combination of tests, and where to go when it holds. */
export const choiceRule = z.looseObject({ Next: z.string() }).superRefine(({ Next: _next, ...rule }, context) => {
  for (const mistake of ruleMistakes(rule)) context.addIssue({ code: 'custom', ...mistake, path: [...mistake.path] });
}) as unknown as z.ZodType<ChoiceRule & { readonly Next: string }>;

function ruleMistakes(rule: unknown): readonly Mistake[] {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return [here('is not an object')];
  const { Comment: _comment, ...fields } = rule as Fields;
  const [name, ...others] = Object.keys(fields).filter((key) => key !== 'Variable');
  if (name === undefined) return [here('has no operator; use And, Or, Not, or a comparison like StringEquals')];
  if (others.length > 0) return [here(`has ${name} and ${others.join(', ')}; exactly one operator is accepted`)];
  const value = fields[name];
  if (name === 'And' || name === 'Or') return combinedMistakes(name, value);
  if (name === 'Not') return inside([name], ruleMistakes(value));
  return testMistakes(fields, name, value);
}

function combinedMistakes(name: string, rules: unknown): readonly Mistake[] {
  if (!Array.isArray(rules) || rules.length === 0) return [here(`${name} needs a list of at least one rule`)];
  return rules.flatMap((rule, index) => inside([name, index], ruleMistakes(rule)));
}

function testMistakes(fields: Fields, operator: string, value: unknown): readonly Mistake[] {
  if (!isOperator(operator)) return [here(`${operator} is no operator of the language that is accepted here`)];
  const variable = fields.Variable;
  const variableMistake = typeof variable === 'string' ? pathMistake(variable) : 'is not a path';
  const mistakes = variableMistake === undefined ? [] : [at(['Variable'], `"${variable}" ${variableMistake}`)];
  const wrong = valueMistake(operator, value);
  return wrong === undefined ? mistakes : [...mistakes, at([operator], `${JSON.stringify(value)} ${wrong}`)];
}

function valueMistake(operator: string, value: unknown): string | undefined {
  if (isPathOperator(operator)) return typeof value === 'string' ? pathMistake(value) : 'is not a path';
  if (operator.startsWith('Timestamp')) {
    const isTimestamp = typeof value === 'string' && timestampMs(value) !== undefined;
    return isTimestamp ? undefined : 'is no timestamp like 2026-01-31T12:00:00Z';
  }
  const wanted = operator.startsWith('String') ? 'string' : operator.startsWith('Numeric') ? 'number' : 'boolean';
  return typeof value === wanted ? undefined : `is no ${wanted}`;
}

function here(message: string): Mistake {
  return { path: [], message };
}

function at(path: readonly (string | number)[], message: string): Mistake {
  return { path, message };
}

function inside(path: readonly (string | number)[], mistakes: readonly Mistake[]): readonly Mistake[] {
  return mistakes.map((mistake) => ({ ...mistake, path: [...path, ...mistake.path] }));
}
