import { existsSync } from 'node:fs';
import { type Caller, decideForCaller, type Workspace } from '@atelier/core';
import type { Origin } from '../origins/origin.ts';
import { type DoorRefusal, refusal } from '../walls/refusal.ts';
import { decoded } from './decoded.ts';
import { toEndpoint, toPackages, toSharedSpace, toSpace, toTracking } from './passages.ts';
import type { Places } from './places.ts';
import type { RequestPassage } from './request-passage.ts';
import { toApi } from './to-api.ts';

/** What is asked, of whom and by whom. */
interface Asked {
  readonly origin: Origin;
  readonly caller: Caller;
  readonly method: string;
  /** As it came, byte for byte; forms that could be read in two ways have been refused. */
  readonly url: string;
  readonly host: string;
}

interface Ground {
  readonly workspace: Workspace;
  readonly places: Places;
}

/** Where a request goes; undefined when nothing behind the front door serves it. What it takes to go there is decided after. */
export function findPassage({ workspace, places }: Ground, asked: Asked): RequestPassage | DoorRefusal | undefined {
  const { origin, method, url, host } = asked;
  switch (origin.kind) {
    case 'tracking':
      return toTracking(places, origin.project, method, url);
    case 'space':
      return toSpace(places, { ...origin, path: url, host });
    case 'shared-space':
      return toSharedSpace(places, asked.caller, { project: origin.project, path: url, host });
    case 'portal':
      return fromPortal({ workspace, places }, asked);
  }
}

/** The paths of programs: they cannot look up the names of the other origins. */
function fromPortal(
  { workspace, places }: Ground,
  { caller, method, url, host }: Asked,
): RequestPassage | DoorRefusal | undefined {
  // To a person it is not told whether a project exists; the right decides.
  const isThere = (name: string) => caller.kind !== 'owner' || workspace.projects.some((one) => one.name === name);
  const [, project = '', rest = ''] = /^\/projects\/([a-z0-9-]+)\/tracking(\/.*)$/.exec(url) ?? [];
  if (project !== '') return isThere(project) ? toTracking(places, project, method, rest) : undefined;
  if (url.startsWith('/packages/')) return toPackages(places, url);
  const [, person = '', of = '', path = ''] = /^\/spaces\/([^/?]+)\/([a-z0-9-]+)(\/.*)$/.exec(url) ?? [];
  const owner = decoded(person) ?? '';
  if (of !== '' && path !== '/stop') return toSpace(places, { person: owner, project: of, path, host });
  const [, shared = '', inside = ''] = /^\/projects\/([a-z0-9-]+)\/space(\/.*)$/.exec(url) ?? [];
  if (shared !== '' && inside !== '/stop')
    return toSharedSpace(places, caller, { project: shared, path: inside, host });
  const invoked = /^(?:\/projects\/([a-z0-9-]+))?\/endpoints\/([a-z0-9-]+)(\/invocations|\/ping)$/.exec(url);
  if (invoked === null) return toApi(places, caller, method, url);
  const [, named, endpoint = '', call = ''] = invoked;
  if (named !== undefined) {
    return isThere(named) ? toEndpoint(places, { project: named, endpoint, path: call }) : undefined;
  }
  return byNameAlone({ workspace, places }, caller, { endpoint, path: call });
}

/** boto3 names an endpoint and no project: it is the only one of that name whose project the caller is of. */
function byNameAlone(
  { workspace, places }: Ground,
  caller: Caller,
  { endpoint, path }: { readonly endpoint: string; readonly path: string },
): RequestPassage | DoorRefusal | undefined {
  const found = workspace.projects.filter(({ name: project }) => {
    const { allowed } = decideForCaller(workspace, caller, 'endpoint.see', { kind: 'project', project });
    return allowed && existsSync(places.endpoint(project, endpoint));
  });
  const [only, ...others] = found;
  if (only === undefined) return undefined;
  if (others.length === 0) return toEndpoint(places, { project: only.name, endpoint, path });
  const message = `Several projects have an endpoint of that name: ${found.map(({ name }) => name).join(', ')}.`;
  const addresses = found.map(({ name }) => `/projects/${name}/endpoints/${endpoint}/invocations`);
  return refusal(409, 'AmbiguousEndpoint', message, `Name the project: ${addresses.join(' or ')}.`);
}
