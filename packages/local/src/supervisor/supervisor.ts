import { join } from 'node:path';
import { Problem, type Project, type Workspace } from '@atelier/core';
import { type DoorStatus, type WorkspaceDoor, workspaceDoor } from '../door/workspace-door.ts';
import { type EndpointStatus, type Endpoints, modelEndpoints } from '../endpoint/endpoints.ts';
import { type FlowRuns, flowRuns, type RunNews, type RunSummary } from '../flow/flow-runs.ts';
import type { Host } from '../host.ts';
import { socketPath } from '../state-folder.ts';
import { ensureTrackingWorkspaces, startTracking } from '../tracking/tracking-server.ts';
import type { QueryAnswer } from '../warehouse/query.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { projectWarehouses, type Warehouses } from '../warehouse/warehouses.ts';
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
  /** Where stock clients reach tracking and endpoints; none is open unless it was asked for. */
  readonly door?: DoorStatus;
}

/** The owner of a workspace's warehouses and processes; one for each workspace and machine. */
export interface Supervisor {
  status(): SupervisorStatus;
  /** Make this machine match the workspace: what is missing is created, nothing is deleted. */
  apply(workspace: Workspace): Promise<void>;
  query(project: string, sql: string, signal: AbortSignal): Promise<QueryAnswer>;
  /** Run a flow, or go on with a run of it; leaving the iteration leaves the run running. */
  run(project: string, flow: string, signal: AbortSignal): AsyncIterable<RunNews>;
  /** Open the door for stock clients, at any free port of loopback unless one is named. */
  openDoor(port: number | undefined): Promise<void>;
  /** Ask for the end; `stopped` resolves when all is written and every child process has ended. */
  stop(): void;
  readonly stopped: Promise<void>;
}

/** Start everything a workspace needs; resolves when all of it is ready. */
export async function startSupervisor(host: Host, first: Workspace, tell: (news: string) => void): Promise<Supervisor> {
  const journal = openJournal(host.state.database);
  const ports = rememberedPorts(journal.database, tell);
  const endpoints = modelEndpoints(host, journal.database, ports, tell);
  const warehouses = projectWarehouses(host.state);
  const projectNames = first.projects.map(({ name }) => name);
  const trackingPort = await ports.portFor('tracking');
  const [tracking] = await Promise.all([
    startTracking(host, trackingPort, tell),
    endpoints.restore(),
    warehouses.open(projectNames),
  ]);
  await ensureTrackingWorkspaces(tracking.status().url, projectNames);
  const runs = flowRuns({ host, journal, endpoints, trackingUrl: tracking.status().url, tell });
  return supervisorOf({ runs, endpoints, tracking, warehouses, journal }, first, { host, tell });
}

interface Parts {
  readonly runs: FlowRuns;
  readonly endpoints: Endpoints;
  readonly tracking: Service;
  readonly warehouses: Warehouses;
  readonly journal: Journal;
}

interface Place {
  readonly host: Host;
  tell(news: string): void;
}

function supervisorOf(parts: Parts, first: Workspace, place: Place): Supervisor {
  const { runs, endpoints, tracking, warehouses } = parts;
  const stopping = Promise.withResolvers<void>();
  let workspace = first;
  const door = doorOf(place, endpoints, () => workspace);

  function find(name: string): { project: Project; warehouse: Warehouse } {
    const project = workspace.projects.find((declared) => declared.name === name);
    const warehouse = warehouses.of(name);
    if (project === undefined || warehouse === undefined) throw unknownProject(name, workspace);
    return { project, warehouse };
  }

  return {
    status: () => ({
      workspace: workspace.name,
      pid: process.pid,
      services: [tracking.status()],
      projects: workspace.projects.map(({ name }) => name),
      endpoints: endpoints.statuses(),
      runs: runs.recent(workspace.projects),
      door: door.status(),
    }),
    apply: async (next) => {
      const names = next.projects.map(({ name }) => name);
      await warehouses.open(names);
      await ensureTrackingWorkspaces(tracking.status().url, names);
      workspace = next;
    },
    query: (project, sql, signal) => find(project).warehouse.query(sql, signal),
    run: (name, flow, signal) => {
      const { project, warehouse } = find(name);
      return runs.follow({ project, warehouse, engine: workspace.bigData.engine }, flow, signal);
    },
    openDoor: door.open,
    stop: stopping.resolve,
    stopped: stopping.promise.then(async () => {
      await door.close();
      await end(parts);
    }),
  };
}

function doorOf({ host, tell }: Place, endpoints: Endpoints, workspace: () => Workspace): WorkspaceDoor {
  const targets = {
    projects: () => workspace().projects.map(({ name }) => name),
    trackingSocket: socketPath(host.state, 'tracking'),
    endpoints: () =>
      endpoints.statuses().map(({ project, endpoint }) => {
        return { project, endpoint, socket: socketPath(host.state, `endpoint-${project}-${endpoint}`) };
      }),
  };
  return workspaceDoor(targets, { tokenFile: join(host.state.run, 'token'), tell });
}

async function end({ runs, endpoints, tracking, warehouses, journal }: Parts): Promise<void> {
  await runs.stop();
  await Promise.all([endpoints.stop(), tracking.stop()]);
  await warehouses.close();
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
