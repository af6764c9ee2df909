import type { DoorTargets, EndpointTarget } from './door-targets.ts';
import { type DoorRefusal, refusal } from './refusal.ts';
import type { RequestHead } from './request-form.ts';

/** Where a request goes: to a unix socket, with the rest of its path as it came. */
export interface DoorRoute {
  readonly socket: string;
  readonly path: string;
  /** The MLflow workspace to ask for. */
  readonly workspace?: string;
}

/** List of the projects with their tracking and endpoints, for whoever asks the door itself. */
export interface Index {
  readonly index: readonly {
    readonly project: string;
    readonly tracking: string;
    readonly endpoints: readonly string[];
  }[];
}

const trackingMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Find where a request goes; the forms of path that could be read in two ways are refused before. */
export function findRoute({ method, url }: RequestHead, targets: DoorTargets): DoorRoute | Index | DoorRefusal {
  if (url === '/') return allowed(method, ['GET', 'HEAD']) ?? { index: indexOf(targets) };
  const tracking = /^\/projects\/([a-z0-9-]+)\/tracking(\/.*)$/.exec(url);
  if (tracking !== null) {
    const [, project = '', path = ''] = tracking;
    if (!targets.projects().includes(project)) return notServed(method, url, targets);
    return allowed(method, trackingMethods) ?? { socket: targets.trackingSocket, path, workspace: project };
  }
  const asked = /^(?:\/projects\/([a-z0-9-]+))?\/endpoints\/([a-z0-9-]+)(\/invocations|\/ping)$/.exec(url);
  if (asked === null) return notServed(method, url, targets);
  const [, project, endpoint, path = ''] = asked;
  const found = targets.endpoints().filter((target) => {
    return target.endpoint === endpoint && (project === undefined || target.project === project);
  });
  const [only, ...others] = found;
  if (only === undefined) return notServed(method, url, targets);
  if (others.length > 0) return ambiguous(found);
  return allowed(method, path === '/ping' ? ['GET', 'HEAD'] : ['POST']) ?? { socket: only.socket, path };
}

function indexOf(targets: DoorTargets): Index['index'] {
  const endpoints = targets.endpoints();
  return targets.projects().map((project) => ({
    project,
    tracking: `/projects/${project}/tracking/`,
    endpoints: endpoints.filter((target) => target.project === project).map((target) => pathOf(target)),
  }));
}

function pathOf({ project, endpoint }: EndpointTarget): string {
  return `/projects/${project}/endpoints/${endpoint}/invocations`;
}

function allowed(method: string, methods: readonly string[]): DoorRefusal | undefined {
  if (methods.includes(method)) return undefined;
  const message = `${method} is not accepted here; accepted is ${methods.join(', ')}.`;
  return { ...refusal(405, 'MethodRefused', message, `Send ${methods[0]}.`), headers: { allow: methods.join(', ') } };
}

function notServed(method: string, url: string, targets: DoorTargets): DoorRefusal {
  const served = indexOf(targets).flatMap(({ tracking, endpoints }) => [tracking, ...endpoints]);
  const [path = ''] = url.split('?', 1);
  const message = `${method} ${path.slice(0, 100)} is not served; served is ${served.join(', ') || 'nothing yet'}.`;
  return refusal(404, 'NotServed', message, 'Ask one of these; "atelier status" shows how.');
}

function ambiguous(found: readonly EndpointTarget[]): DoorRefusal {
  const message = `Several projects have an endpoint of that name: ${found.map(({ project }) => project).join(', ')}.`;
  return refusal(409, 'AmbiguousEndpoint', message, `Name the project: ${found.map(pathOf).join(' or ')}.`);
}
