import type { Caller } from '@atelier/core';
import { personHeader } from '@atelier/core/contract';
import { spaceId } from '@atelier/local/state';
import type { Places } from './places.ts';
import type { RequestPassage } from './request-passage.ts';
import { trackingAction } from './tracking-action.ts';
import { withoutToken } from './without-token.ts';

const anyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const packagePath = /^\/packages\/(simple\/([\w.-]+\/?)?|files\/[\w.-]+\/(?:[\w.+!-]|%2[Bb1])+|why\/[\w.-]+|allowed)$/;
const ofSpaces = { methods: anyMethod, upgrades: 'websocket', open: 'to people alone' } as const;

/** To the tracking of a project; undefined for what tracking has no route for. */
export function toTracking(places: Places, project: string, method: string, path: string): RequestPassage | undefined {
  const [plain = ''] = path.split('?', 1);
  const action = trackingAction(method, plain);
  if (action === undefined) return undefined;
  return {
    required: [{ action, resource: { kind: 'project', project } }],
    socket: places.tracking,
    path,
    methods: anyMethod,
    headers: { host: 'localhost', 'x-mlflow-workspace': project },
    pagesOf: 'tracking',
    upgrades: 'never',
    open: 'to the owner too',
  };
}

/** To the index of packages, whose paths are the same everywhere; undefined for what it has no route for. */
export function toPackages(places: Places, path: string): RequestPassage | undefined {
  if (!packagePath.test(path)) return undefined;
  return {
    required: [{ action: 'package.install', resource: { kind: 'workspace' } }],
    socket: places.packages,
    path,
    methods: ['GET', 'HEAD'],
    headers: { host: 'localhost' },
    pagesOf: 'none',
    upgrades: 'never',
    open: 'to the owner too',
  };
}

/** To an endpoint's model server. */
export function toEndpoint(
  places: Places,
  { project, endpoint, path }: { readonly project: string; readonly endpoint: string; readonly path: string },
): RequestPassage {
  const isPing = path === '/ping';
  return {
    required: [{ action: isPing ? 'endpoint.see' : 'endpoint.invoke', resource: { kind: 'project', project } }],
    socket: places.endpoint(project, endpoint),
    path,
    methods: isPing ? ['GET', 'HEAD'] : ['POST'],
    headers: { host: 'localhost' },
    pagesOf: 'none',
    upgrades: 'never',
    open: 'to the owner too',
  };
}

/** A request on its way to a space. */
interface ToSpace {
  readonly project: string;
  readonly path: string;
  readonly host: string;
}

/** To somebody's own space of a project, which is open to that person alone, and while they are of the project. */
export function toSpace(
  places: Places,
  { person, project, path, host }: ToSpace & { readonly person: string },
): RequestPassage {
  return {
    required: [
      { action: 'space.open', resource: { kind: 'private-space', person, inProject: project } },
      { action: 'settings.read', resource: { kind: 'project', project } },
    ],
    socket: places.space(person, project),
    space: spaceId({ person, project }),
    path: withoutToken(path),
    // As it came: the server compares it with the origin of a page that opens a websocket.
    headers: { host },
    pagesOf: 'space',
    ...ofSpaces,
  };
}

/** To the shared space of a project, which is open to its members; it hears which of them asks. */
export function toSharedSpace(places: Places, caller: Caller, { project, path, host }: ToSpace): RequestPassage {
  return {
    required: [
      { action: 'space.open', resource: { kind: 'shared-space', project } },
      { action: 'settings.read', resource: { kind: 'project', project } },
    ],
    socket: places.space(null, project),
    space: spaceId({ person: null, project }),
    path: withoutToken(path),
    headers: { host, [personHeader]: caller.kind === 'person' ? caller.person : '' },
    pagesOf: 'shared-space',
    ...ofSpaces,
  };
}
