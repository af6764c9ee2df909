/** One test of a condition: an operator, a key and the values, of which one has to fit. */
export interface Condition {
  /** Lower case, such as `stringnotequals`, without `ForAnyValue:` and `IfExists`. */
  readonly operator: string;
  /** `any` and `all` for keys with many values; `all` holds where the key is missing, `any` does not. */
  readonly quantifier: 'any' | 'all' | null;
  /** Holds where the key is missing. */
  readonly ifExists: boolean;
  /** Lower case. */
  readonly key: string;
  readonly values: readonly string[];
}

const comparisons = [
  'string(not)?(equals|like)',
  'string(not)?equalsignorecase',
  'arn(not)?(equals|like)',
  '(numeric|date)((not)?equals|(less|greater)than(equals)?)',
  'bool',
  'binaryequals',
  '(not)?ipaddress',
  'null',
];

const form = new RegExp(
  `^(?:for(?<many>any|all)values?:)?(?<operator>${comparisons.join('|')})(?<optional>ifexists)?$`,
);

/** An operator in its parts; undefined: IAM has no such operator. */
export function readOperator(text: string): Pick<Condition, 'operator' | 'quantifier' | 'ifExists'> | undefined {
  const found = form.exec(text.toLowerCase())?.groups;
  if (found?.operator === undefined) return undefined;
  const quantifier = found.many === undefined ? null : found.many === 'any' ? 'any' : 'all';
  return { operator: found.operator, quantifier, ifExists: found.optional !== undefined };
}

/** Operators by which one of the values has to be there. */
const positive = /^(string(equals|like|equalsignorecase)|arn(equals|like)|bool|ipaddress)$/;

/** Operators that hold for everything but the values, and where the key is missing. */
const negative = /^(stringnot(equals|like|equalsignorecase)|arnnot(equals|like)|notipaddress)$/;

/** Whether a request fulfils a condition only with one of its values. */
export function demandsOneOf(condition: Condition, others: readonly Condition[]): boolean {
  const { operator, quantifier, ifExists, key, values } = condition;
  const holdsWithout = ifExists || quantifier === 'all';
  return positive.test(operator) && values.length > 0 && (!holdsWithout || others.some((one) => isThere(one, key)));
}

/** Whether a condition says that a key is there. */
function isThere({ operator, key, values }: Condition, wanted: string): boolean {
  return operator === 'null' && key === wanted && values.length > 0 && values.every((value) => /^false$/i.test(value));
}

/** Whether a condition holds for every request but those with one of its values; a missing key counts as another one. */
export function holdsForOthers({ operator, quantifier, values }: Condition): boolean {
  return negative.test(operator) && quantifier !== 'any' && values.length > 0;
}
