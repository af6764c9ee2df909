import { join } from 'node:path';
import { Problem, type Project, type Workspace } from '@atelier/core';
import { type EndpointStatus, type Endpoints, modelEndpoints } from '../endpoint/endpoints.ts';
import { flowRuns, type RunNews, type RunSummary } from '../flow/flow-runs.ts';
import type { Host } from '../host.ts';
import { projectFolder } from '../state-folder.ts';
import { ensureTrackingWorkspace, startTracking } from '../tracking/tracking-server.ts';
import type { QueryAnswer } from '../warehouse/query.ts';
import { openWarehouse, type Warehouse } from '../warehouse/warehouse.ts';
import { type Journal, openJournal } from '../workflow/journal.ts';
import { rememberedPorts } from './ports.ts';
import type { Service, ServiceStatus } from './service.ts';

/** What a workspace on this machine is doing. */
export interface SupervisorStatus {
  readonly workspace: string;
  readonly pid: number;
  readonly services: readonly ServiceStatus[];
  readonly projects: readonly string[];
  readonly endpoints: readonly EndpointStatus[];
  readonly runs: readonly RunSummary[];
}

/** The owner of a workspace's warehouses and processes; one for each workspace and machine. */
export interface Supervisor {
  status(): Promise<SupervisorStatus>;
  /** Make this machine match the workspace: what is missing is created, nothing is deleted. */
  apply(workspace: Workspace): Promise<void>;
  query(project: string, sql: string, signal: AbortSignal): Promise<QueryAnswer>;
  /** Run a flow, or go on with a run of it; leaving the iteration leaves the run running. */
  run(project: string, flow: string, signal: AbortSignal): AsyncIterable<RunNews>;
  /** Ask for the end; `stopped` resolves when all is written and every child process has ended. */
  stop(): void;
  readonly stopped: Promise<void>;
}

/** Start everything a workspace needs; resolves when all of it is ready. */
export async function startSupervisor(host: Host, first: Workspace, tell: (news: string) => void): Promise<Supervisor> {
  const journal = openJournal(host.state.database);
  const ports = rememberedPorts(journal.database, tell);
  const endpoints = modelEndpoints(host, journal.database, ports, tell);
  const [tracking] = await Promise.all([
    startTracking(host, await ports.portFor('tracking'), tell),
    endpoints.restore(),
  ]);
  const warehouses = new Map<string, Warehouse>();
  const stopping = Promise.withResolvers<void>();
  let workspace = first;

  function find(project: string): { declared: Project; warehouse: Warehouse } {
    const declared = workspace.projects.find(({ name }) => name === project);
    const warehouse = warehouses.get(project);
    if (declared !== undefined && warehouse !== undefined) return { declared, warehouse };
    throw unknownProject(project, workspace);
  }

  async function apply(next: Workspace): Promise<void> {
    for (const { name } of next.projects) {
      if (!warehouses.has(name)) {
        warehouses.set(name, await openWarehouse(join(projectFolder(host.state, name), 'warehouse.duckdb')));
      }
      await ensureTrackingWorkspace(tracking.status().url, name);
    }
    workspace = next;
  }

  await apply(first);
  const runs = flowRuns({ host, journal, endpoints, trackingUrl: () => tracking.status().url, tell });
  return {
    status: async () => ({
      workspace: workspace.name,
      pid: process.pid,
      services: [tracking.status()],
      projects: [...warehouses.keys()],
      endpoints: endpoints.statuses(),
      runs: runs.recent(workspace.projects),
    }),
    apply,
    query: (project, sql, signal) => find(project).warehouse.query(sql, signal),
    run: (project, flow, signal) => {
      const { declared, warehouse } = find(project);
      return runs.follow(declared, warehouse, flow, signal);
    },
    stop: stopping.resolve,
    stopped: stopping.promise.then(() => end({ runs, endpoints, tracking, warehouses, journal })),
  };
}

interface Owned {
  readonly runs: { stop(): Promise<void> };
  readonly endpoints: Endpoints;
  readonly tracking: Service;
  readonly warehouses: ReadonlyMap<string, Warehouse>;
  readonly journal: Journal;
}

async function end({ runs, endpoints, tracking, warehouses, journal }: Owned): Promise<void> {
  await runs.stop();
  await Promise.all([endpoints.stop(), tracking.stop()]);
  for (const warehouse of warehouses.values()) await warehouse.close();
  journal[Symbol.dispose]();
}

function unknownProject(project: string, workspace: Workspace): Problem {
  const known = workspace.projects.map(({ name }) => name);
  return new Problem({
    code: 'UnknownProject',
    message: `There is no project "${project}". ${known.length === 0 ? 'The file declares none.' : `There is ${known.join(', ')}.`}`,
    fix: 'Name one of these, or declare the project in the file and run "atelier up".',
    whose: 'yours',
  });
}
