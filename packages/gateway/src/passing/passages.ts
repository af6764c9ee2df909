import type { Places } from './places.ts';
import type { RequestPassage, Required } from './request-passage.ts';
import { trackingAction } from './tracking-action.ts';
import { withoutToken } from './without-token.ts';

const anyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

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

/** To somebody's own space of a project, which is open to that person alone, and while they are of the project. */
export function toSpace(
  places: Places,
  space: { readonly person: string; readonly project: string },
  path: string,
  host: string,
): RequestPassage {
  const required: readonly [Required, ...Required[]] = [
    { action: 'space.open', resource: { kind: 'private-space', person: space.person } },
    { action: 'settings.read', resource: { kind: 'project', project: space.project } },
  ];
  return {
    required,
    socket: places.space(space.person, space.project),
    path: withoutToken(path),
    methods: anyMethod,
    // As it came: the server compares it with the origin of a page that opens a websocket.
    headers: { host },
    pagesOf: 'space',
    upgrades: 'websocket',
    open: 'to people alone',
  };
}
