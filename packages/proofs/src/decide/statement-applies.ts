import { speaksOf } from '../policy/read-policy.ts';
import type { Statement } from '../policy/statement.ts';
import type { AskedPolicy } from './asked-policy.ts';
import { conditionHolds } from './condition-holds.ts';
import { arnMatches, filledIn, patternMatches } from './pattern.ts';
import type { PolicyRequest, RequestContext } from './policy-request.ts';

/** The statements of a policy that speak of a request's action and resource, and whose conditions it fulfils, whoever asks. */
export function applying(policy: AskedPolicy, request: PolicyRequest): readonly Statement[] {
  return speakingOf(policy, request.action).filter((one) => applies(one, request, policy.hasVariables));
}

/** The same policies are asked again and again, of few actions. */
const known = new WeakMap<AskedPolicy, Map<string, readonly Statement[]>>();

function speakingOf(policy: AskedPolicy, action: string): readonly Statement[] {
  const before = known.get(policy) ?? new Map<string, readonly Statement[]>();
  known.set(policy, before);
  const found = before.get(action) ?? policy.statements.filter((one) => speaksOf(one, action));
  before.set(action, found);
  return found;
}

function applies(statement: Statement, { resource, context }: PolicyRequest, hasVariables: boolean): boolean {
  const variables = hasVariables ? context : null;
  if (!isAbout(statement, resource, variables)) return false;
  return statement.conditions.every((condition) => conditionHolds(condition, context, variables));
}

/**
 * Whether a statement is about what is asked for; one without resources, as in trust policies, is about what it stands on.
 *
 * "If a variable that has no value in the authorization context is used as part of the Resource or NotResource element of a
 * policy, the resource that includes a policy variable with no value will not match any resource" (IAM User Guide, "Policy
 * variables with no value"). Whether `NotResource` then excludes nothing or is about nothing these words leave open: a refusal
 * is taken to be about everything else, and an allowance about nothing.
 */
function isAbout(statement: Statement, asked: string, variables: RequestContext | null): boolean {
  if (variables === null || !beginningsOf(statement).hasVariables) return isAboutPlainly(statement, asked);
  const { resources, notResources, allows } = statement;
  const patterns = [...resources, ...notResources].map((one) => filledIn(one, variables));
  const isMatched = patterns.some((pattern) => pattern !== undefined && matches(pattern, asked));
  if (notResources.length === 0) return isMatched;
  return !isMatched && !(allows && patterns.includes(undefined));
}

function isAboutPlainly(statement: Statement, asked: string): boolean {
  const { resources, notResources } = beginningsOf(statement);
  const isMatched = ({ pattern, beginning }: Beginning) => asked.startsWith(beginning) && matches(pattern, asked);
  if (notResources.length > 0) return !notResources.some(isMatched);
  return resources.length === 0 || resources.some(isMatched);
}

/** A pattern, and its letters up to the first sign: most patterns are of other things, which these tell at once. */
interface Beginning {
  readonly pattern: string;
  readonly beginning: string;
}

interface Beginnings {
  readonly resources: readonly Beginning[];
  readonly notResources: readonly Beginning[];
  readonly hasVariables: boolean;
}

const beginnings = new WeakMap<Statement, Beginnings>();

function beginningsOf(statement: Statement): Beginnings {
  const before = beginnings.get(statement);
  if (before !== undefined) return before;
  const begin = (pattern: string) => ({ pattern, beginning: pattern.replace(/[*?].*$/s, '') });
  const { resources, notResources } = statement;
  const found = {
    resources: resources.map(begin),
    notResources: notResources.map(begin),
    hasVariables: [...resources, ...notResources].some((one) => one.includes('${')),
  };
  beginnings.set(statement, found);
  return found;
}

function matches(pattern: string, asked: string): boolean {
  return pattern.includes(':') ? arnMatches(pattern, asked) : patternMatches(pattern, asked);
}
