import type { WireRequest } from '../http/wire.ts';
import type { ApiOperation } from './api.ts';

/** Labels of a path, decoded. */
export type Labels = Readonly<Record<string, string>>;

/** The operation that a request means: of all whose method, path and fixed query fit, the one that fixes most. */
export function routeOf(
  request: WireRequest,
  operations: readonly ApiOperation[],
  path: string,
): ApiOperation | undefined {
  const fitting = operations.filter(
    ({ http }) => http !== undefined && http[0] === request.method && fits(http[1], path, request.query),
  );
  return fitting.toSorted((left, right) => fixed(right) - fixed(left))[0];
}

/** The labels of a path that fits the operation. */
export function labelsOf({ http }: ApiOperation, path: string): Labels {
  const found = pattern(http?.[1] ?? '').exec(path)?.groups ?? {};
  return Object.fromEntries(Object.entries(found).map(([label, text]) => [label, decodeURIComponent(text)]));
}

function fits(template: string, path: string, query: URLSearchParams): boolean {
  return pattern(template).test(path) && [...fixedQuery(template)].every(([name, text]) => query.get(name) === text);
}

function pattern(template: string): RegExp {
  const [path = ''] = template.split('?');
  const source = path.replace(/\{(\w+)(\+?)\}/g, (_, label, rest) => `(?<${label}>${rest === '+' ? '.+' : '[^/]+'})`);
  return new RegExp(`^${source.replace(/\/$/, '')}/?$`);
}

function fixedQuery(template: string): URLSearchParams {
  return new URLSearchParams(template.split('?')[1] ?? '');
}

function fixed({ http }: ApiOperation): number {
  const template = http?.[1] ?? '';
  return fixedQuery(template).size * 100 - (template.match(/\{/g)?.length ?? 0);
}
