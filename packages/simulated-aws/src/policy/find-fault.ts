import { isMap } from '../stacks/template.ts';
import type { JsonMap, WireJson } from '../world/resource-store.ts';
import { principalsOf, statementsOf, textsOf } from './read-document.ts';

/** `identity`: what somebody may do; `trust`: who may become a role; `resource`: who may do something with a thing. */
export type DocumentKind = 'identity' | 'trust' | 'resource';

export type DocumentFault =
  | {
      readonly kind:
        | 'syntax'
        | 'version'
        | 'effect'
        | 'no-action'
        | 'no-resource'
        | 'no-principal'
        | 'principal'
        | 'resource-given'
        | 'sid';
    }
  | { readonly kind: 'vendor' | 'resource' | 'region'; readonly text: string };

const topElements = ['Version', 'Id', 'Statement'];
const statementElements = 'Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition'.split(
  ' ',
);
const operator =
  /^(ForAnyValue:|ForAllValues:)?(String(Not)?(Equals|Like|EqualsIgnoreCase)|StringNotEqualsIgnoreCase|(Numeric|Date)(Not)?Equals|(Numeric|Date)(LessThan|GreaterThan)(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like)|Null)(IfExists)?$/;

/**
 * The first thing in a document that is against the grammar of policies; null: it is well-formed.
 *
 * Source: IAM user guide, "Grammar of the IAM JSON policy language" and "IAM JSON policy elements".
 */
export function findFault(document: WireJson | undefined, kind: DocumentKind): DocumentFault | null {
  if (!isMap(document) || !hasOnly(document, topElements)) return { kind: 'syntax' };
  const { Version: version, Statement: written } = document;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') return { kind: 'syntax' };
  const statements = [written ?? []].flat();
  if (statements.length === 0 || !statements.every(isMap)) return { kind: 'syntax' };
  if (kind === 'identity' && version !== '2012-10-17') return { kind: 'version' };
  for (const statement of statementsOf(document)) {
    const fault = shapeFault(statement) ?? elementFault(statement, kind);
    if (fault !== null) return fault;
  }
  const sids = statementsOf(document).flatMap(({ Sid: sid }) => sid ?? []);
  return new Set(sids).size < sids.length ? { kind: 'sid' } : null;
}

function shapeFault(statement: JsonMap): DocumentFault | null {
  const { Effect: effect, Condition: condition = {} } = statement;
  if (!hasOnly(statement, statementElements) || typeof effect !== 'string') return { kind: 'syntax' };
  for (const name of ['Action', 'Resource', 'Principal'])
    if (statement[name] !== undefined && statement[`Not${name}`] !== undefined) return { kind: 'syntax' };
  if (!['Action', 'NotAction', 'Resource', 'NotResource'].every((name) => isTexts(statement[name])))
    return { kind: 'syntax' };
  if (!isMap(condition) || !Object.entries(condition).every(isTest)) return { kind: 'syntax' };
  return effect === 'Allow' || effect === 'Deny' ? null : { kind: 'effect' };
}

function elementFault(statement: JsonMap, kind: DocumentKind): DocumentFault | null {
  const actions = textsOf(statement.Action ?? statement.NotAction);
  if (actions.length === 0) return { kind: 'no-action' };
  const plain = actions.find((action) => !/^(\*|[a-zA-Z0-9-]+:[\w*?]+)$/.test(action));
  if (plain !== undefined) return { kind: 'vendor', text: plain };
  const hasPrincipal = statement.Principal !== undefined || statement.NotPrincipal !== undefined;
  if (kind === 'identity' && hasPrincipal) return { kind: 'principal' };
  if (
    kind !== 'identity' &&
    (!hasPrincipal || (statement.Principal !== undefined && principalsOf(statement).length === 0))
  )
    return { kind: 'no-principal' };
  const resources = textsOf(statement.Resource ?? statement.NotResource);
  if (kind === 'trust') return resources.length > 0 ? { kind: 'resource-given' } : null;
  return resources.length === 0 ? { kind: 'no-resource' } : resourceFault(resources);
}

function resourceFault(resources: readonly string[]): DocumentFault | null {
  for (const text of resources) {
    if (/^\*+$/.test(text)) continue;
    const [arn, partition = '', service = '', region, account] = text.split(':');
    if (arn !== 'arn' || partition === '' || service === '' || account === undefined) return { kind: 'resource', text };
    if (['iam', 's3'].includes(service) && region !== '' && region !== '*') return { kind: 'region', text };
  }
  return null;
}

function hasOnly(map: JsonMap, names: readonly string[]): boolean {
  return Object.keys(map).every((name) => names.includes(name));
}

function isTexts(element: WireJson | undefined): boolean {
  return [element ?? []].flat().every((text) => typeof text === 'string');
}

function isTest([name, tests]: [string, WireJson]): boolean {
  const isValue = (value: WireJson) => [value].flat().every((each) => typeof each !== 'object');
  return operator.test(name) && isMap(tests) && Object.values(tests).every(isValue);
}
