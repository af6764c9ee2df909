import type { EvaluatedResource, Value } from '../../template/evaluate.ts';
import { scalarText } from '../../template/value.ts';
import { at, isValueMap, listAt, textAt } from '../at.ts';
import { globMatches } from './glob.ts';

export interface Condition {
  /** Such as `StringNotEquals`, without `ForAnyValue:`. */
  readonly operator: string;
  /** Lower case. */
  readonly key: string;
  readonly values: readonly string[];
}

export interface Principal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`. */
  readonly kind: string;
  readonly name: string;
}

/** One statement of a policy, its single values made lists, with the resource and path where it is written. */
export interface Statement {
  readonly at: EvaluatedResource;
  readonly path: string;
  readonly allows: boolean;
  /** Lower case, for IAM does not tell them apart. */
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly Principal[];
  readonly hasNotPrincipal: boolean;
  readonly conditions: readonly Condition[];
}

/** The statements of a policy document that stands at a path of a resource's properties. */
export function statementsAt(resource: EvaluatedResource, path: string): Statement[] {
  return statementsOf(resource, at(resource.properties, path), `Properties.${path}`);
}

export function statementsOf(resource: EvaluatedResource, document: Value | undefined, path: string): Statement[] {
  const parsed = typeof document === 'string' ? parsedDocument(document) : document;
  return listAt(parsed, 'Statement').flatMap((statement, index) =>
    isValueMap(statement) ? [normalise(resource, statement, `${path}.Statement[${index}]`)] : [],
  );
}

/** A document may also be text that holds JSON; other text says nothing. */
function parsedDocument(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function normalise(resource: EvaluatedResource, statement: Value, path: string): Statement {
  return {
    at: resource,
    path,
    allows: textAt(statement, 'Effect') !== 'Deny',
    actions: textsAt(statement, 'Action').map((action) => action.toLowerCase()),
    notActions: textsAt(statement, 'NotAction').map((action) => action.toLowerCase()),
    resources: textsAt(statement, 'Resource'),
    notResources: textsAt(statement, 'NotResource'),
    principals: principalsIn(at(statement, 'Principal')),
    hasNotPrincipal: at(statement, 'NotPrincipal') !== undefined,
    conditions: conditionsIn(at(statement, 'Condition')),
  };
}

function textsAt(value: Value, path: string): string[] {
  return listAt(value, path).flatMap((item) => scalarText(item) ?? []);
}

function principalsIn(value: Value | undefined): Principal[] {
  if (typeof value === 'string') return [{ kind: 'AWS', name: value }];
  if (!isValueMap(value)) return [];
  return Object.keys(value).flatMap((kind) => textsAt(value, kind).map((name) => ({ kind, name })));
}

function conditionsIn(value: Value | undefined): Condition[] {
  if (!isValueMap(value)) return [];
  return Object.entries(value).flatMap(([operator, tests]) =>
    Object.keys(isValueMap(tests) ? tests : {}).map((key) => ({
      operator: operator.replace(/^For(Any|All)Values?:/, ''),
      key: key.toLowerCase(),
      values: isValueMap(tests) ? keyTexts(tests[key]) : [],
    })),
  );
}

function keyTexts(value: Value | undefined): string[] {
  return [value ?? null].flat().flatMap((item) => scalarText(item as Value) ?? []);
}

/** Whether a statement speaks of an action, whatever its effect. */
export function speaksOf({ actions, notActions }: Statement, action: string): boolean {
  const asked = action.toLowerCase();
  if (actions.length > 0) return actions.some((pattern) => globMatches(pattern, asked));
  return notActions.length > 0 && !notActions.some((pattern) => globMatches(pattern, asked));
}

/** Whether a statement covers all resources there are. */
export function coversEverything({ resources, notResources }: Statement): boolean {
  return resources.includes('*') || (resources.length === 0 && notResources.length > 0);
}
