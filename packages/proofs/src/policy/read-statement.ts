import { type EvaluatedResource, scalarText, type Value } from '@atelier/cloudformation';
import { at, isValueMap } from '../at.ts';
import { type Condition, readOperator } from './condition.ts';
import type { Principal, Statement, Unread } from './statement.ts';

const elements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

export function isUnread(read: Statement | Unread): read is Unread {
  return 'why' in read;
}

/** One statement, or why it cannot be read: what is not understood may allow anything and refuses nothing. */
export function readStatement(resource: EvaluatedResource, raw: Value, path: string): Statement | Unread {
  const why = whyUnread(raw);
  if (why !== undefined) return { at: resource, path, why };
  const principal = at(raw, 'Principal');
  return {
    at: resource,
    path,
    sid: textOf(at(raw, 'Sid')),
    allows: at(raw, 'Effect') === 'Allow',
    actions: texts(at(raw, 'Action')).map((action) => action.toLowerCase()),
    notActions: texts(at(raw, 'NotAction')).map((action) => action.toLowerCase()),
    resources: texts(at(raw, 'Resource')),
    notResources: texts(at(raw, 'NotResource')),
    principals: principalsIn(principal),
    notPrincipals: principalsIn(at(raw, 'NotPrincipal')),
    conditions: conditionsIn(at(raw, 'Condition')),
  };
}

function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function whyUnread(raw: Value): string | undefined {
  if (!isValueMap(raw)) return 'it is no map';
  const strange = Object.keys(raw).find((key) => !elements.includes(key));
  if (strange !== undefined) return `it holds ${strange}, which no statement has`;
  if (raw.Effect !== 'Allow' && raw.Effect !== 'Deny') return 'its Effect is neither Allow nor Deny';
  if ((raw.Action === undefined) === (raw.NotAction === undefined)) return 'it has not one of Action and NotAction';
  if (!isTexts(raw.Action ?? raw.NotAction) || !texts(raw.Action ?? raw.NotAction).every(isAction)) {
    return 'its actions are not names or patterns of names';
  }
  if (raw.Resource !== undefined && raw.NotResource !== undefined) return 'it has both Resource and NotResource';
  const resources = raw.Resource ?? raw.NotResource;
  if (resources !== undefined && !isTexts(resources)) return 'its resources are not texts';
  if (raw.Principal !== undefined && raw.NotPrincipal !== undefined) return 'it has both Principal and NotPrincipal';
  if (![raw.Principal, raw.NotPrincipal].every(isPrincipals)) return 'its principals are not texts by their kind';
  return isConditions(raw.Condition) ? undefined : 'its Condition is not operators, keys and values';
}

/** Whether a text names actions; what only the cloud knows is in angle brackets, and is the name of no action. */
function isAction(text: string): boolean {
  return /^(\*+|[\w*?-]+:[\w*?]+|[*?]+)$/.test(text);
}

function isTexts(value: Value | undefined): boolean {
  const items = [value ?? null].flat() as readonly Value[];
  return items.length > 0 && items.every((item) => scalarText(item) !== null);
}

const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser', '*'];

function isPrincipals(value: Value | undefined): boolean {
  if (value === undefined || typeof value === 'string') return true;
  if (!isValueMap(value) || Object.keys(value).length === 0) return false;
  return Object.entries(value).every(([kind, names]) => kinds.includes(kind) && isTexts(names));
}

function isConditions(value: Value | undefined): boolean {
  if (value === undefined) return true;
  if (!isValueMap(value)) return false;
  return Object.entries(value).every(
    ([operator, tests]) =>
      readOperator(operator) !== undefined && isValueMap(tests) && Object.values(tests).every((test) => isTexts(test)),
  );
}

function texts(value: Value | undefined): string[] {
  return ([value ?? null].flat() as readonly Value[]).flatMap((item) => scalarText(item) ?? []);
}

function principalsIn(value: Value | undefined): Principal[] {
  if (typeof value === 'string') return [{ kind: 'AWS', name: value }];
  if (!isValueMap(value)) return [];
  return Object.entries(value).flatMap(([kind, names]) => texts(names).map((name) => ({ kind, name })));
}

function conditionsIn(value: Value | undefined): Condition[] {
  if (!isValueMap(value)) return [];
  return Object.entries(value).flatMap(([operator, tests]) => {
    const read = readOperator(operator);
    if (read === undefined || !isValueMap(tests)) return [];
    return Object.entries(tests).map(([key, values]) => ({ ...read, key: key.toLowerCase(), values: texts(values) }));
  });
}
