import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Problem } from '@atelier/core';
import type { Host } from '../host.ts';
import { modelFolder } from '../state-folder.ts';
import type { Ports } from '../supervisor/ports.ts';
import { type Service, type ServiceStatus, startService } from '../supervisor/service.ts';
import { type Child, startChild } from '../worker/child.ts';

/** A registered model version to answer from, at an endpoint of a project. */
export interface Deployment {
  readonly project: string;
  readonly endpoint: string;
  readonly model: string;
  readonly version: number;
}

export interface EndpointStatus extends Deployment {
  readonly service: ServiceStatus | { readonly state: 'failed'; readonly reason: string };
}

/** The model servers of a workspace. */
export interface Endpoints {
  /** Serve a version; the one before it answers until the new one does. Resolves to the endpoint's address. */
  deploy(deployment: Deployment): Promise<string>;
  /** Start what was deployed when the workspace went down. */
  restore(): Promise<void>;
  statuses(): readonly EndpointStatus[];
  stop(): Promise<void>;
}

/** Keep the model servers of a workspace; what is deployed is remembered in its state. */
export function modelEndpoints(
  host: Host,
  database: DatabaseSync,
  ports: Ports,
  tell: (news: string) => void,
): Endpoints {
  const records = deploymentRecords(database);
  const running = new Map<string, Service>();
  const failures = new Map<string, string>();

  async function start(deployment: Deployment): Promise<string> {
    const name = serviceName(deployment);
    const before = running.get(name);
    const port = before === undefined ? await ports.portFor(name) : Number(new URL(before.status().url).port);
    const url = `http://127.0.0.1:${port}`;
    const service = await startService({ name, url, tell, launch: () => launch(host, deployment, port) });
    running.set(name, service);
    failures.delete(name);
    await before?.stop();
    return url;
  }

  return {
    deploy: async (deployment) => {
      const url = await start(deployment);
      records.save(deployment);
      return url;
    },
    restore: async () => {
      const starts = records.all().map(async (deployment) => {
        try {
          await start(deployment);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          failures.set(serviceName(deployment), reason);
          tell(`${serviceName(deployment)} did not start: ${reason}`);
        }
      });
      await Promise.all(starts);
    },
    statuses: () =>
      records.all().map((deployment) => {
        const name = serviceName(deployment);
        const reason = failures.get(name) ?? 'it has not been started';
        return { ...deployment, service: running.get(name)?.status() ?? { state: 'failed', reason } };
      }),
    stop: async () => {
      await Promise.all([...running.values()].map((service) => service.stop()));
    },
  };
}

function serviceName({ project, endpoint }: Deployment): string {
  return `endpoint ${project}/${endpoint}`;
}

function deploymentRecords(database: DatabaseSync) {
  database.exec(`create table if not exists deployments (project text, endpoint text, model text not null,
    version integer not null, primary key (project, endpoint)) strict`);
  return {
    save: ({ project, endpoint, model, version }: Deployment) => {
      database
        .prepare('insert or replace into deployments (project, endpoint, model, version) values (?, ?, ?, ?)')
        .run(project, endpoint, model, version);
    },
    all: () =>
      database
        .prepare('select * from deployments order by project, endpoint')
        .all() as unknown as readonly Deployment[],
  };
}

/** What a model server says when it serves, or why it cannot. */
type ServerReport = { readonly ready?: { readonly url: string }; readonly problem?: { readonly message: string } };

async function launch(host: Host, deployment: Deployment, port: number): Promise<Child> {
  const log = join(host.state.logs, `endpoint-${deployment.project}-${deployment.endpoint}.log`);
  const { project, model, version } = deployment;
  const folder = modelFolder(host.state, project, model, version);
  if (!existsSync(folder)) throw endpointProblem(deployment, `its model folder ${folder} is gone`, log);
  const input = { step: 'serve', model: folder, host: '127.0.0.1', port };
  const child = startChild(host, { args: ['-m', 'atelier.worker'], input, log });
  const reports = (child.reports as AsyncIterable<ServerReport>)[Symbol.asyncIterator]();
  for (;;) {
    // Not a for-await loop: leaving one would close the pipe that the server still holds.
    const { value, done } = await reports.next();
    if (done) throw endpointProblem(deployment, 'its server ended while it started', log);
    if (value.ready !== undefined) return child;
    if (value.problem !== undefined) throw endpointProblem(deployment, value.problem.message, log);
  }
}

function endpointProblem(deployment: Deployment, reason: string, log: string): Problem {
  return new Problem({
    code: 'EndpointDidNotStart',
    message: `The endpoint ${deployment.endpoint} of ${deployment.project} cannot serve ${deployment.model} version ${deployment.version}: ${reason}.`,
    fix: `Read ${log}, then run the flow again.`,
    whose: 'machine',
    state: 'A version that was served before is still served.',
  });
}
