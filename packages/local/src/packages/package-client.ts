import { type AllowedPackages, type PackageReasons, packageRoutes } from '@atelier/core/contract';
import { askOnce } from '../routes/ask-route.ts';
import type { AskedDoor } from '../routes/send-request.ts';
import { type StateFolder, socketPath } from '../state-folder.ts';

/** Questions about the packages of a running workspace. */
export interface PackageClient {
  allowed(): Promise<AllowedPackages>;
  why(name: string): Promise<PackageReasons>;
}

/** Ask the index of a workspace: over its socket, as the owner, or through the front door, as whoever has the token. */
export function packageClient(place: StateFolder | AskedDoor): PackageClient {
  const at = 'token' in place ? place : { state: place, socket: packagesSocket(place) };
  return {
    allowed: () => askOnce(at, packageRoutes.list, { params: {}, body: undefined }),
    why: (name) => askOnce(at, packageRoutes.why, { params: { name }, body: undefined }),
  };
}

/** Where the index of a workspace answers its owner. */
export function packagesSocket(state: StateFolder): string {
  return socketPath(state, 'packages');
}
