import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Problem } from '@atelier/problem';
import type { Host } from '../host.ts';
import { type BoundSocket, bindSocket } from '../processes/bound-socket.ts';
import { type ServiceStatus, startService } from '../processes/service.ts';
import { startServer } from '../processes/start-server.ts';
import { socketPath } from '../state-folder.ts';

/** The MLflow server of a workspace. */
export interface TrackingService {
  /** Where clients ask; each request names its project as MLflow's workspace. */
  readonly socket: string;
  status(): ServiceStatus;
  /** Make sure that each project has an MLflow workspace of its own. */
  ensureWorkspaces(projects: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** How the service is called that keeps it. */
export const trackingName = 'tracking';

const startWithinSeconds = 180;
const graceSeconds = 35;
const memoryMiB = 4096;

/** Start the MLflow server of a workspace; resolves when it answers, with a workspace for each of the projects. */
export async function startTracking(
  host: Host,
  projects: readonly string[],
  tell: (news: string) => void,
): Promise<TrackingService> {
  const clients = bindSocket(socketPath({ sockets: host.state.innerSockets }, 'tracking'));
  // On a socket of its own, which no client is ever given: workspaces are made there.
  const ours = bindSocket(socketPath(host.state, 'tracking-supervisor'));
  const launch = () => launchServer(host, [clients, ours]);
  const service = await startService({ name: trackingName, tell, graceSeconds, launch });
  const ensureWorkspaces = async (names: readonly string[]) => {
    await Promise.all(names.map((name) => ensureWorkspace(ours.path, name)));
  };
  const stop = async () => {
    await service.stop();
    await Promise.all([clients.close(), ours.close()]);
  };
  try {
    await ensureWorkspaces(projects);
  } catch (error) {
    await stop();
    throw error;
  }
  return { socket: clients.path, status: service.status, ensureWorkspaces, stop };
}

function launchServer(host: Host, sockets: readonly BoundSocket[]) {
  const log = join(host.state.logs, 'tracking.log');
  return startServer(host, {
    command: [host.python, '-P', '-m', 'atelier.worker'],
    sandbox: {
      name: 'tracking',
      readWrite: [host.state.tracking],
      reach: 'nothing',
      processes: 'one',
      memoryMiB,
    },
    input: { step: 'tracking', folder: host.state.tracking, descriptor: 4, supervisorDescriptor: 5 },
    log,
    sockets,
    startWithinSeconds,
    notStarted: (reason) =>
      new Problem({
        code: 'TrackingDidNotStart',
        message: `The tracking server cannot be used: ${reason}.`,
        fix: `Read ${log}.`,
        whose: 'machine',
        state: 'Nothing is lost; the workspace is down.',
      }),
  });
}

async function ensureWorkspace(socketPath: string, name: string): Promise<void> {
  const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const call = request({ socketPath, method: 'PUT', path: `/workspaces/${name}`, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
    call.once('error', reject);
    call.end();
  }).catch((cause: NodeJS.ErrnoException) => {
    throw isLost(cause) ? lost(name, cause) : cause;
  });
  const firstRefusal = 400;
  if (answer.status < firstRefusal) return;
  throw new Problem({
    code: 'TrackingRefused',
    message: `Tracking refused a workspace for the project "${name}": ${answer.body}`,
    fix: 'Read the log with "atelier logs tracking".',
    whose: 'machine',
  });
}

/** The server ended before its answer did, or the workspace goes down. */
function isLost({ code = '' }: NodeJS.ErrnoException): boolean {
  return ['ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'ENOENT'].includes(code);
}

function lost(project: string, cause: unknown): Problem {
  const details = {
    code: 'TrackingUnreachable',
    message: `Tracking ended while it was asked for the workspace of the project "${project}".`,
    fix: 'Run the command again; "atelier status" shows whether the workspace is up.',
    whose: 'machine',
    state: 'Nothing was changed.',
  } as const;
  return new Problem(details, cause);
}
