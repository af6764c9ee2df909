import type { Caller, Workspace } from '@atelier/core';
import { apiApp } from '../../src/api/api-app.ts';
import { controlApp } from '../../src/control/control-app.ts';
import { type JourneysHere, tryJourneys } from '../../src/journeys/try-journeys.ts';
import { callerAtSocket } from '../../src/routes/caller-at-socket.ts';
import { listenOnSocket } from '../../src/routes/listen-on-socket.ts';
import type { Supervisor } from '../../src/supervisor/supervisor.ts';
import { entranceFor, type Supervised } from '../supervised.ts';

/** How a supervisor answers at its sockets; a test takes one of its walls or doors away. */
export interface Answering {
  readonly callerOf?: (request: Request) => Caller;
  readonly supervisor?: Supervisor;
}

/** Let a supervisor answer at its sockets; disposing closes them. */
export async function answering(up: Supervised, how: Answering = {}): Promise<AsyncDisposable> {
  const { callerOf = callerAtSocket, supervisor = up.supervisor } = how;
  const { controlSocket, apiSocket } = up.host.state;
  const closing = [
    await listenOnSocket(controlApp(supervisor, entranceFor(callerOf)), controlSocket),
    await listenOnSocket(apiApp(supervisor, entranceFor(callerOf)), apiSocket),
  ];
  return { [Symbol.asyncDispose]: async () => void (await Promise.all(closing.map((close) => close()))) };
}

/** What the journeys of a file come to, as a supervisor answers. */
export async function tried(up: Supervised, workspace: Workspace, how: Answering = {}): Promise<JourneysHere> {
  await using _ = await answering(up, how);
  return await tryJourneys(up.host.state, workspace);
}
