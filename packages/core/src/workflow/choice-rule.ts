import { comparisons, questions } from './comparisons.ts';
import type { Json } from './json.ts';
import { type PathScope, readPath } from './reference-path.ts';
import { TaskError } from './task-error.ts';

/** A test of one value, or a combination of tests. The checked document holds exactly one operator per test. */
export interface ChoiceRule {
  readonly And?: readonly ChoiceRule[];
  readonly Or?: readonly ChoiceRule[];
  readonly Not?: ChoiceRule;
  readonly Variable?: string;
  readonly [operator: string]: unknown;
}

/** Whether a rule holds for the data. Throws States.Runtime where a path it compares leads nowhere. */
export function ruleHolds(rule: ChoiceRule, scope: PathScope): boolean {
  if (rule.And !== undefined) return rule.And.every((inner) => ruleHolds(inner, scope));
  if (rule.Or !== undefined) return rule.Or.some((inner) => ruleHolds(inner, scope));
  if (rule.Not !== undefined) return !ruleHolds(rule.Not, scope);
  const operator = Object.keys(rule).find(isOperator) ?? '';
  return testHolds(operator, rule.Variable ?? '$', rule[operator] as Json, scope);
}

export function isOperator(name: string): boolean {
  return Object.hasOwn(questions, name) || Object.hasOwn(comparisons, name) || isPathOperator(name);
}

/** Operators like NumericEqualsPath, which compare with a value elsewhere in the data. */
export function isPathOperator(name: string): boolean {
  return (
    name.endsWith('Path') && name !== 'StringMatchesPath' && Object.hasOwn(comparisons, name.slice(0, -'Path'.length))
  );
}

function testHolds(operator: string, variable: string, wanted: Json, scope: PathScope): boolean {
  if (operator === 'IsPresent') return (readPath(variable, scope) !== undefined) === wanted;
  const value = present(variable, scope);
  const question = questions[operator];
  if (question !== undefined) return question(value) === wanted;
  const compare = comparisons[isPathOperator(operator) ? operator.slice(0, -'Path'.length) : operator];
  if (compare === undefined) throw new TypeError(`a choice rule needs an operator, and has ${operator || 'none'}`);
  return compare(value, isPathOperator(operator) ? present(String(wanted), scope) : wanted);
}

function present(path: string, scope: PathScope): Json {
  const value = readPath(path, scope);
  if (value === undefined) throw new TaskError('States.Runtime', `A choice compares ${path}, and nothing is there.`);
  return value;
}
