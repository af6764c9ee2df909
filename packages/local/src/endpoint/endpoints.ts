import type { DatabaseSync } from 'node:sqlite';
import type { Host } from '../host.ts';
import { type BoundSocket, bindSocket } from '../processes/bound-socket.ts';
import { type ServiceStatus, type SupervisedService, startService } from '../processes/service.ts';
import { socketPath } from '../state-folder.ts';
import { deploymentsIn, type ModelDeployment } from './deployments.ts';
import { startModelServer } from './model-server.ts';

export interface EndpointStatus extends ModelDeployment {
  /** Where it answers, as a SageMaker container does, to this account of the machine. */
  readonly socket: string;
  readonly service: ServiceStatus | { readonly state: 'failed'; readonly reason: string };
}

/** The model servers of a workspace. */
export interface Endpoints {
  /** Serve a version; the one before it answers until the new one does, on the same socket. Resolves to its path. */
  deploy(deployment: ModelDeployment): Promise<string>;
  /** Start what was deployed when the workspace went down. */
  restore(): Promise<void>;
  statuses(): readonly EndpointStatus[];
  stop(): Promise<void>;
}

/** A little longer than a model server takes at most to answer what it has begun. */
const graceSeconds = 35;

/** Keep the model servers of a workspace; what is deployed is remembered in its state. */
export function modelEndpoints(host: Host, database: DatabaseSync, tell: (news: string) => void): Endpoints {
  const deployments = deploymentsIn(database);
  const sockets = new Map<string, BoundSocket>();
  const running = new Map<string, SupervisedService>();
  const failures = new Map<string, string>();
  let restoring: Promise<unknown> = Promise.resolve();

  async function start(deployment: ModelDeployment): Promise<string> {
    const name = nameOf(deployment);
    const socket = sockets.get(name) ?? bindSocket(pathOf(host, deployment));
    sockets.set(name, socket);
    const launch = () => startModelServer(host, deployment, socket);
    const before = running.get(name);
    running.set(name, await startService({ name, tell, graceSeconds, launch }));
    failures.delete(name);
    await before?.stop();
    return socket.path;
  }

  async function startOrTell(deployment: ModelDeployment): Promise<void> {
    try {
      await start(deployment);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.set(nameOf(deployment), reason);
      tell(`${nameOf(deployment)} did not start: ${reason}`);
    }
  }

  return {
    deploy: async (deployment) => {
      const path = await start(deployment);
      deployments.save(deployment);
      return path;
    },
    restore: async () => {
      restoring = Promise.all(deployments.all().map(startOrTell));
      await restoring;
    },
    statuses: () =>
      deployments.all().map((deployment) => {
        const name = nameOf(deployment);
        const reason = failures.get(name) ?? 'it has not been started';
        const service = running.get(name)?.status() ?? { state: 'failed', reason };
        return { ...deployment, socket: pathOf(host, deployment), service };
      }),
    stop: async () => {
      await restoring;
      await Promise.all([...running.values()].map((service) => service.stop()));
      await Promise.all([...sockets.values()].map((socket) => socket.close()));
    },
  };
}

function nameOf({ project, endpoint }: ModelDeployment): string {
  return `endpoint ${project}/${endpoint}`;
}

/** With a sign between the names that no name contains: two endpoints never share a socket. */
function pathOf(host: Host, { project, endpoint }: ModelDeployment): string {
  return socketPath({ sockets: host.state.innerSockets }, `endpoint.${project}.${endpoint}`);
}
