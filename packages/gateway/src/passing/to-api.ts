import type { Caller } from '@atelier/core';
import {
  apiRoutes,
  narrowedHeader,
  narrowedText,
  personHeader,
  type Route,
  sharedSpaceHeader,
} from '@atelier/core/contract';
import { decoded } from './decoded.ts';
import type { Places } from './places.ts';
import type { RequestPassage } from './request-passage.ts';

type AnyRoute = Route<Readonly<Record<string, string>>, unknown, unknown>;

const routes = Object.values(apiRoutes) as unknown as readonly AnyRoute[];

/**
 * To what answers people's requests of the workspace, in the caller's name; undefined for what the contract has no route for.
 *
 * It is decided there again, and there the body is read.
 */
export function toApi(places: Places, caller: Caller, method: string, path: string): RequestPassage | undefined {
  if (caller.kind === 'owner') return undefined;
  for (const route of routes) {
    const params = paramsIn(route, path);
    if (route.method !== method || params === undefined) continue;
    return {
      required: [
        { action: route.action, resource: route.resource(params) },
        ...(route.also === undefined ? [] : [route.also(params)]),
      ],
      socket: places.api,
      path,
      methods: [method],
      headers: { host: 'localhost', ...headersOf(caller) },
      pagesOf: 'portal',
      upgrades: 'never',
      open: 'to people alone',
    };
  }
  return undefined;
}

/** Who asks, to a socket behind the front door. */
function headersOf(caller: Exclude<Caller, { kind: 'owner' }>): Readonly<Record<string, string>> {
  if (caller.kind === 'shared-space') return { [sharedSpaceHeader]: caller.project };
  const narrowed = caller.narrowed && { [narrowedHeader]: narrowedText(caller.narrowed) };
  return { [personHeader]: caller.person, ...narrowed };
}

/** The parameters in a path that has the form of a route and whose names the route takes. */
function paramsIn(route: AnyRoute, path: string): Readonly<Record<string, string>> | undefined {
  const [parts, given] = [route.path.split('/'), path.split('/')];
  if (parts.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decoded(value) ?? '';
    else if (part !== value) return undefined;
  }
  return route.params.safeParse(params).success ? params : undefined;
}
