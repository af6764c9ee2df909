import type { Route } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import { issuesText } from './issues-text.ts';

type AnyRoute = Pick<Route<unknown, unknown, unknown>, 'method' | 'path'>;

/**
 * The values in the path of a request, as its route takes them.
 *
 * @throws Problem RequestNotAccepted, also for a query: no route has one
 */
export function readParams<Params>(
  route: AnyRoute & Pick<Route<Params, never, unknown>, 'params'>,
  request: Request,
  written: Readonly<Record<string, string>>,
): Params {
  const { search } = new URL(request.url);
  if (search !== '') throw requestProblem(nameOf(route), `it has the query ${search.slice(0, 100)}, and takes none`);
  return fitting(route.params, written, route);
}

/**
 * The body of a request, as its route takes it.
 *
 * @throws Problem RequestNotAccepted when it is too large, no JSON in UTF-8, or something else than the route takes; a file is
 * not looked at
 */
export async function readBody<Body>(
  route: AnyRoute & Pick<Route<never, Body, unknown>, 'body' | 'takes'>,
  request: Request,
  mostBytes: number,
): Promise<Body> {
  if (route.method === 'GET' || route.method === 'DELETE') return fitting(route.body, undefined, route);
  const type = request.headers.get('content-type') ?? 'none';
  const { takes = 'application/json' } = route;
  if (type.split(';', 1)[0]?.trim().toLowerCase() !== takes) {
    throw requestProblem(nameOf(route), `its content type is ${type.slice(0, 100)}; accepted is ${takes}`);
  }
  // How long a file may be is for whoever keeps it to say.
  if (route.takes !== undefined) return fitting(route.body, { bytes: request.body ?? [] }, route);
  const text = await textOf(request, mostBytes, route);
  return fitting(route.body, parsed(text, route), route);
}

async function textOf(request: Request, mostBytes: number, route: AnyRoute): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw requestProblem(nameOf(route), `it is longer than the ${mostBytes} bytes accepted`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw requestProblem(nameOf(route), 'its text is not UTF-8');
  }
}

function parsed(text: string, route: AnyRoute): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 100) : error;
    throw requestProblem(nameOf(route), `it is not one JSON document (${reason})`);
  }
}

function fitting<Value>(schema: Route<Value, never, unknown>['params'], value: unknown, route: AnyRoute): Value {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw requestProblem(nameOf(route), issuesText(error.issues, value));
}

function nameOf({ method, path }: AnyRoute): string {
  return `${method} ${path}`;
}

/** Refuse a request for what it holds; `what` says it, and what is accepted in its place. */
function requestProblem(asked: string, what: string): Problem {
  return new Problem({
    code: 'RequestNotAccepted',
    message: `${asked} is not accepted as it was sent: ${what}.`,
    fix: "Send what is accepted; an atelier command of the workspace's own version does.",
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
