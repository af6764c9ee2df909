import type { Caller } from '@atelier/core';
import { toEndpoint, toPackages, toTracking } from '../passing/passages.ts';
import type { Places } from '../passing/places.ts';
import type { RequestPassage } from '../passing/request-passage.ts';
import { toApi } from '../passing/to-api.ts';

/** Names of the sockets in a space, in the words of `requiredServices`. */
export const doorNames = ['warehouse', 'tracking', 'endpoints', 'packages'] as const;

export type DoorName = (typeof doorNames)[number];

interface Asked {
  readonly caller: Caller;
  readonly project: string;
  readonly method: string;
  readonly url: string;
}

/** Where a request at a space's socket goes: to what is of its own project, and nothing else. */
export function passageAt(
  name: DoorName,
  places: Places,
  { caller, project, method, url }: Asked,
): RequestPassage | undefined {
  switch (name) {
    case 'warehouse':
      return toApi(places, caller, method, url);
    case 'tracking':
      return toTracking(places, project, method, url);
    case 'packages':
      return whileOf(project, toPackages(places, url));
    case 'endpoints': {
      const [, endpoint, path] = /^\/endpoints\/([a-z0-9-]+)(\/invocations|\/ping)$/.exec(url) ?? [];
      return endpoint === undefined || path === undefined ? undefined : toEndpoint(places, { project, endpoint, path });
    }
  }
}

/** What is of the workspace, for whoever is of the project. */
function whileOf(project: string, passage: RequestPassage | undefined): RequestPassage | undefined {
  if (passage === undefined) return undefined;
  const membership = { action: 'settings.read', resource: { kind: 'project', project } } as const;
  return { ...passage, required: [...passage.required, membership] };
}
