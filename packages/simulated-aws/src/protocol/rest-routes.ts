import type { StaticStructureSchema } from '@smithy/types';
import type { WireRequest } from '../http/wire.ts';
import type { ApiOperation } from './api.ts';

/** Labels of a path, decoded. */
export type Labels = Readonly<Record<string, string>>;

/** Member of a query in which the SDK of JavaScript, and no other client, writes the name of the operation. */
const hint = 'x-id';

/**
 * The operation that a request means: of all whose method, path and fixed query fit, and whose required parts of query and
 * headers are there, the one that fixes most.
 */
export function routeOf(
  request: WireRequest,
  operations: readonly ApiOperation[],
  path: string,
): ApiOperation | undefined {
  const fitting = operations.filter((operation) => fits(operation, request, path));
  const named = fitting.find(({ action }) => action === request.query.get(hint));
  return named ?? fitting.toSorted((left, right) => fixed(right) - fixed(left))[0];
}

/** The labels of a path that fits the operation. */
export function labelsOf({ http }: ApiOperation, path: string): Labels {
  const found = pattern(http?.[1] ?? '').exec(path)?.groups ?? {};
  return Object.fromEntries(Object.entries(found).map(([label, text]) => [label, decodeURIComponent(text)]));
}

function fits(operation: ApiOperation, { method, query, headers }: WireRequest, path: string): boolean {
  const { http } = operation;
  if (http === undefined || http[0] !== method || !pattern(http[1]).test(path)) return false;
  if (fixedQuery(http[1]).some(([name, text]) => query.get(name) !== text)) return false;
  const { inQuery, inHeaders } = requiredParts(operation);
  return inQuery.every((name) => query.has(name)) && inHeaders.every((name) => name in headers);
}

function pattern(template: string): RegExp {
  const [path = ''] = template.split('?');
  const source = path.replace(/\{(\w+)(\+?)\}/g, (_, label, rest) => `(?<${label}>${rest === '+' ? '.+' : '[^/]+'})`);
  return new RegExp(`^${source.replace(/\/$/, '')}/?$`);
}

function fixedQuery(template: string): readonly (readonly [name: string, text: string])[] {
  return [...new URLSearchParams(template.split('?')[1] ?? '')].filter(([name]) => name !== hint);
}

/** What a request needs in its query and its headers, in lower case, to be one of this operation. */
function requiredParts({ input }: ApiOperation): {
  readonly inQuery: readonly string[];
  readonly inHeaders: readonly string[];
} {
  if (!input.isStructSchema()) return { inQuery: [], inHeaders: [] };
  // In the SDK's schemas the required members come first, and how many they are comes last.
  const [, , , , , , count = 0] = input.getSchema() as StaticStructureSchema;
  const traits = [...input.structIterator()].slice(0, count).map(([, member]) => member.getMergedTraits());
  return {
    inQuery: traits.flatMap(({ httpQuery }) => httpQuery ?? []),
    inHeaders: traits.flatMap(({ httpHeader }) => httpHeader?.toLowerCase() ?? []),
  };
}

function fixed(operation: ApiOperation): number {
  const template = operation.http?.[1] ?? '';
  const { inQuery, inHeaders } = requiredParts(operation);
  const labels = template.match(/\{/g)?.length ?? 0;
  return (fixedQuery(template).length + inQuery.length + inHeaders.length) * 100 - labels;
}
