import { describe, expect, test } from 'vitest';
import { type ChoiceRule, ruleHolds } from '../../src/workflow/choice-rule.ts';
import type { Json } from '../../src/workflow/json.ts';

function holds(rule: ChoiceRule, data: Json): boolean {
  return ruleHolds(rule, { data, context: { State: { RetryCount: 2 } } });
}

const [early, late] = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.500Z'];

/** Operator, its value, values it holds for, values it does not hold for. */
const operators: readonly (readonly [string, Json, readonly Json[], readonly Json[]])[] = [
  ['StringEquals', 'b', ['b'], ['a', 'B', 1, null, true]],
  ['StringLessThan', 'b', ['a', 'B', ''], ['b', 'c', 1, null]],
  ['StringGreaterThan', 'b', ['c', 'bb'], ['b', 'a', 'B', 3]],
  ['StringLessThanEquals', 'b', ['a', 'b'], ['c', null]],
  ['StringGreaterThanEquals', 'b', ['b', 'c'], ['a', 5]],
  [
    'StringMatches',
    'log-*.txt',
    ['log-.txt', 'log-a.txt', 'log-a\nb.txt'],
    ['log-a.txt2', 'log-axtxt', 'xlog-a.txt', 1],
  ],
  ['StringMatches', '\\*\\\\*', ['*\\', '*\\x'], ['a\\', '**']],
  ['StringMatches', 'a*b', ['ab', 'axb', 'abab'], ['a', 'b', 'aba', '']],
  ['StringMatches', 'aa*aa', ['aaaa', 'aaxaa'], ['aaa', 'aa']],
  ['StringMatches', '*a*b*', ['ab', 'xaybz'], ['ba', 'a']],
  ['StringMatches', '**', ['', 'any'], [1]],
  ['NumericEquals', 2, [2, 2.0], [3, '2', null]],
  ['NumericLessThan', 2, [1.5, -1], [2, 3, '1', null]],
  ['NumericGreaterThan', 2, [2.5], [2, 1, '3']],
  ['NumericLessThanEquals', 2, [2, 1], [3, null]],
  ['NumericGreaterThanEquals', 2, [2, 3], [1, true]],
  ['BooleanEquals', false, [false], [true, 0, null, 'false']],
  ['TimestampEquals', early, [early, '2026-01-01T01:00:00+01:00'], [late, '2026-01-01', 'soon', 1]],
  ['TimestampLessThan', late, [early], [late, 'soon']],
  ['TimestampGreaterThan', early, [late], [early, '2026-01-02']],
  ['TimestampLessThanEquals', late, [early, late], ['2026-01-01T00:00:01Z']],
  ['TimestampGreaterThanEquals', late, [late, '2026-01-01T00:00:01Z'], [early]],
  ['IsNull', true, [null], [0, '', false, {}]],
  ['IsNull', false, [0, '', false, {}], [null]],
  ['IsString', true, ['', early], [1, null, ['a']]],
  ['IsNumeric', true, [0, -1.5], ['0', null]],
  ['IsBoolean', true, [true, false], [0, 'true', null]],
  ['IsTimestamp', true, [early, late], ['2026-01-01', '2026-01-01t00:00:00z', '2026-13-01T00:00:00Z', 1]],
  ['IsPresent', true, [0, null, ''], []],
];

describe('a choice rule', () => {
  test.each(operators)('%s %j holds for %j and not for %j', (operator, wanted, yes, no) => {
    for (const value of yes)
      expect(holds({ Variable: '$.v', [operator]: wanted }, { v: value }), `${value}`).toBe(true);
    for (const value of no)
      expect(holds({ Variable: '$.v', [operator]: wanted }, { v: value }), `${value}`).toBe(false);
  });

  test('is answered at once, however many stars a pattern has for however long a text', () => {
    const text = 'a'.repeat(200_000);
    expect(holds({ Variable: '$.v', StringMatches: `${'*a'.repeat(500)}*b` }, { v: text })).toBe(false);
    expect(holds({ Variable: '$.v', StringMatches: `${'*a'.repeat(500)}*` }, { v: text })).toBe(true);
  });

  test('compares with a value elsewhere in the data when the operator ends in Path', () => {
    expect(holds({ Variable: '$.a', NumericLessThanPath: '$.b' }, { a: 1, b: 2 })).toBe(true);
    expect(holds({ Variable: '$.a', NumericLessThanPath: '$.b' }, { a: 1, b: '2' })).toBe(false);
    expect(holds({ Variable: '$$.State.RetryCount', NumericEquals: 2 }, {})).toBe(true);
  });

  test('asks for what is not there with IsPresent only', () => {
    expect(holds({ Variable: '$.gone', IsPresent: false }, {})).toBe(true);
    expect(holds({ Variable: '$.gone', IsPresent: true }, {})).toBe(false);
    const terminal = expect.objectContaining({ error: 'States.Runtime' });
    expect(() => holds({ Variable: '$.gone', IsNull: true }, {})).toThrow(terminal);
    expect(() => holds({ Variable: '$.a', StringEqualsPath: '$.gone' }, { a: 'x' })).toThrow(terminal);
  });

  test('combines rules with And, Or and Not, and stops as soon as the answer is known', () => {
    const is = (n: number): ChoiceRule => ({ Variable: '$.n', NumericEquals: n });
    const broken: ChoiceRule = { Variable: '$.gone', IsNull: true };
    expect(holds({ And: [is(1), { Not: is(2) }] }, { n: 1 })).toBe(true);
    expect(holds({ And: [is(2), broken] }, { n: 1 })).toBe(false);
    expect(holds({ Or: [is(1), broken] }, { n: 1 })).toBe(true);
    expect(holds({ Not: { Or: [is(2), is(3)] } }, { n: 1 })).toBe(true);
  });
});
