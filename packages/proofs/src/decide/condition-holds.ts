import { BlockList, isIP } from 'node:net';
import type { Condition } from '../policy/condition.ts';
import { arnMatches, filledIn, isSame, patternMatches } from './pattern.ts';
import { type RequestContext, valuesOf } from './policy-request.ts';

/**
 * Whether a request fulfils one test of a condition (IAM User Guide, "Condition operators" and "Set operators for
 * multivalued context keys"); `variables` is null where `${…}` is plain text.
 */
export function conditionHolds(
  condition: Condition,
  context: RequestContext,
  variables: RequestContext | null,
): boolean {
  const { operator, quantifier, ifExists, key, values } = condition;
  const given = valuesOf(context, key);
  if (operator === 'null') return values.some((value) => /^true$/i.test(value) === (given === undefined));
  if (quantifier === 'all') return (given ?? []).every((one) => fits(condition, one, variables));
  if (quantifier === 'any') return (given ?? []).some((one) => fits(condition, one, variables));
  if (given === undefined) return ifExists || isNegated(operator);
  return given.length === 1 && fits(condition, given[0] ?? '', variables);
}

function isNegated(operator: string): boolean {
  return operator.includes('not');
}

/**
 * Whether a value of a request fits one of those that are asked for, or none of those that are excluded. A variable without a
 * value fits nothing, and what is compared with it by an inverted operator is another one: "Inverted condition operators like
 * StringNotEquals or StringNotLike do match against a null value" (IAM User Guide, "Policy variables with no value").
 */
function fits({ operator, values }: Condition, given: string, variables: RequestContext | null): boolean {
  const compare = comparisons[operator.replace('not', '')];
  if (compare === undefined) throw new Error(`No condition compares by ${operator}.`);
  const wanted = values.map((value) => (variables === null ? value : filledIn(value, variables)));
  const isMet = wanted.some((value) => value !== undefined && compare(value, given));
  return isNegated(operator) !== isMet;
}

type Comparison = (wanted: string, given: string) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  stringequals: isSame,
  stringequalsignorecase: (wanted, given) => isSame(wanted.toLowerCase(), given.toLowerCase()),
  stringlike: patternMatches,
  // Both take patterns.
  arnequals: arnMatches,
  arnlike: arnMatches,
  bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  binaryequals: isSame,
  ipaddress: isInRange,
  ...orders('numeric', (text) => (text.trim() === '' ? Number.NaN : Number(text))),
  ...orders('date', (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text))),
};

/** Comparisons of what has an order; what cannot be read is neither more nor less than anything. */
function orders(kind: string, read: (text: string) => number): Readonly<Record<string, Comparison>> {
  const by =
    (holds: (given: number, wanted: number) => boolean): Comparison =>
    (wanted, given) =>
      holds(read(given), read(wanted));
  return {
    [`${kind}equals`]: by((given, wanted) => given === wanted),
    [`${kind}lessthan`]: by((given, wanted) => given < wanted),
    [`${kind}lessthanequals`]: by((given, wanted) => given <= wanted),
    [`${kind}greaterthan`]: by((given, wanted) => given > wanted),
    [`${kind}greaterthanequals`]: by((given, wanted) => given >= wanted),
  };
}

function isInRange(range: string, address: string): boolean {
  const [network = '', prefix] = range.split('/');
  const [family, own] = [network, address].map(isIP);
  if (!family || family !== own) return false;
  const block = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  block.addSubnet(network, Number(prefix ?? (family === 4 ? 32 : 128)), type);
  return block.check(address, type);
}
