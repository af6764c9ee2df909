import type { Json } from './json.ts';
import { timestampMs } from './timestamp.ts';
import { matchesWildcard } from './wildcard.ts';

type Compare = (left: Json, right: Json) => boolean;

const order = {
  Equals: (sign: number) => sign === 0,
  LessThan: (sign: number) => sign < 0,
  GreaterThan: (sign: number) => sign > 0,
  LessThanEquals: (sign: number) => sign <= 0,
  GreaterThanEquals: (sign: number) => sign >= 0,
};

/** A comparison of values that are not both of its type is false, never an error. */
function ordered<T extends string | number>(
  read: (value: Json) => T | undefined,
  test: (sign: number) => boolean,
): Compare {
  return (left, right) => {
    const [a, b] = [read(left), read(right)];
    return a !== undefined && b !== undefined && test(a < b ? -1 : a > b ? 1 : 0);
  };
}

const text = (value: Json) => (typeof value === 'string' ? value : undefined);
const number = (value: Json) => (typeof value === 'number' ? value : undefined);
const time = (value: Json) => (typeof value === 'string' ? timestampMs(value) : undefined);

function family<T extends string | number>(name: string, read: (value: Json) => T | undefined): [string, Compare][] {
  return Object.entries(order).map(([suffix, test]) => [name + suffix, ordered(read, test)]);
}

/** Comparisons of two values by operator name, without the `Path` ending. */
export const comparisons: Readonly<Record<string, Compare>> = Object.fromEntries([
  ...family('String', text),
  ...family('Numeric', number),
  ...family('Timestamp', time),
  ['BooleanEquals', (left: Json, right: Json) => typeof left === 'boolean' && left === right],
  ['StringMatches', (left: Json, right: Json) => typeof left === 'string' && matchesWildcard(left, String(right))],
]);

/** Questions about one value; the operator's own value says which answer is wanted. */
export const questions: Readonly<Record<string, (value: Json | undefined) => boolean>> = {
  IsPresent: (value) => value !== undefined,
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === 'string',
  IsNumeric: (value) => typeof value === 'number',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => typeof value === 'string' && timestampMs(value) !== undefined,
};
