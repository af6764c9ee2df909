import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import { at, listAt } from '../at.ts';
import { globMatches } from './glob.ts';
import { isUnread, readStatement } from './read-statement.ts';
import type { Statement, Unread } from './statement.ts';

export interface PolicyText {
  readonly statements: readonly Statement[];
  readonly unread: readonly Unread[];
}

/** The statements that can be read of a policy document that stands at a path of a resource's properties. */
export function statementsAt(resource: EvaluatedResource, path: string): readonly Statement[] {
  return documentAt(resource, path).statements;
}

export function documentAt(resource: EvaluatedResource, path: string): PolicyText {
  const read = known.get(resource) ?? new Map<string, PolicyText>();
  known.set(resource, read);
  const before = read.get(path);
  if (before !== undefined) return before;
  const document = readDocument(resource, at(resource.properties, path), `Properties.${path}`);
  read.set(path, document);
  return document;
}

/** Many rules ask for the same policies, and a policy may be attached to hundreds of people. */
const known = new WeakMap<EvaluatedResource, Map<string, PolicyText>>();

/** A document as a map, or as text that holds one in JSON; one that is not there has no statements. */
export function readDocument(resource: EvaluatedResource, document: Value | undefined, path: string): PolicyText {
  if (document === undefined) return { statements: [], unread: [] };
  const parsed = typeof document === 'string' ? parsedDocument(document) : document;
  if (at(parsed, 'Statement') === undefined) return { statements: [], unread: [unreadDocument(resource, path)] };
  const read = listAt(parsed, 'Statement').map((statement, index) =>
    readStatement(resource, statement, `${path}.Statement[${index}]`),
  );
  return { statements: read.flatMap((one) => (isUnread(one) ? [] : [one])), unread: read.filter(isUnread) };
}

function unreadDocument(resource: EvaluatedResource, path: string): Unread {
  return { at: resource, path, why: 'it is no policy with statements' };
}

function parsedDocument(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** Whether a statement speaks of an action, whatever its effect. */
export function speaksOf({ actions, notActions }: Statement, action: string): boolean {
  const asked = action.toLowerCase();
  if (actions.length > 0) return actions.some((pattern) => globMatches(pattern, asked));
  return notActions.length > 0 && !notActions.some((pattern) => globMatches(pattern, asked));
}

/** Whether a statement covers all resources there are. */
export function coversEverything({ resources, notResources }: Statement): boolean {
  return (
    resources.some((pattern) => globMatches(pattern, anything)) || (resources.length === 0 && notResources.length > 0)
  );
}

/** An ARN that nobody has named: only a pattern for all of them matches it. */
const anything = 'arn:zq:zq7:zq-1:000000000007:zq/zq7';
