import { globMatches } from '../policy/glob.ts';
import { type RequestContext, valuesOf } from './policy-request.ts';

/** Signs that stand for themselves where a pattern is compared. */
const literalSigns: Readonly<Record<string, string>> = { '*': '\u{E000}', '?': '\u{E001}' };

/** A text in which no sign stands for others. */
function literal(text: string): string {
  if (!hasSigns(text)) return text;
  return text.replace(/[*?]/g, (sign) => literalSigns[sign] ?? sign);
}

function hasSigns(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

const variable = /\$\{([^}]*)\}/g;

/**
 * A pattern of a policy with the values of a request in the place of its variables; undefined: the request has no value
 * for one of them, and the pattern matches nothing: "There is no equal or like value" (IAM User Guide, "Policy variables with
 * no value"). Several values are none: "any single-valued condition key" is a variable ("AWS global condition context keys").
 */
export function filledIn(pattern: string, context: RequestContext): string | undefined {
  if (!pattern.includes('${')) return pattern;
  let isKnown = true;
  const filled = pattern.replace(variable, (_, inside: string) => {
    if (['*', '?', '$'].includes(inside)) return literal(inside);
    const [, key = '', otherwise] = /^\s*([^,]*?)\s*(?:,\s*'(.*)'\s*)?$/.exec(inside) ?? [];
    const values = valuesOf(context, key);
    if (values?.length === 1) return literal(values[0] ?? '');
    if (otherwise !== undefined && values === undefined) return literal(otherwise);
    isKnown = false;
    return '';
  });
  return isKnown ? filled : undefined;
}

/** Whether a pattern whose variables are filled in matches a text of a request. */
export function patternMatches(filled: string, text: string): boolean {
  return hasSigns(filled) ? globMatches(filled, literal(text)) : filled === literal(text);
}

/** Whether a filled-in pattern and a text are the same, letter by letter. */
export function isSame(filled: string, text: string): boolean {
  return literal(filled) === literal(text);
}

/**
 * Whether the pattern of an ARN matches one, part by part: a star does not go on past a colon before the last part
 * (IAM User Guide, "IAM JSON policy elements: Resource").
 */
export function arnMatches(filled: string, arn: string): boolean {
  const [patterns, parts] = [partsOf(filled), partsOf(arn)];
  if (patterns.length < 6 || parts.length < 6) return patterns.length === parts.length && patternMatches(filled, arn);
  return patterns.every((pattern, index) => patternMatches(pattern, parts[index] ?? ''));
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
