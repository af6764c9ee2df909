import { blueprintOf, type Caller, type Project, requireAccess, type Workspace } from '@atelier/core';
import type { NotebookNews, SentFile, TableLoaded, WorkspaceStatus } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import { type Endpoints, modelEndpoints } from '../endpoint/endpoints.ts';
import { type FlowNews, type FlowRuns, flowRuns } from '../flow/flow-runs.ts';
import { type SupervisedFrontDoor, startFrontDoor } from '../front-door/front-door.ts';
import type { Host } from '../host.ts';
import { type PackageIndex, startPackageIndex } from '../packages/package-index.ts';
import { wantedHere } from '../plan/wanted-here.ts';
import { sentFolder } from '../project-folders.ts';
import type { AskedNotebook } from '../spaces/run-notebook.ts';
import { type SpaceName, spaceResource } from '../spaces/space-name.ts';
import { type MeasuredSpace, type Spaces, spacesOf } from '../spaces/spaces.ts';
import { openState } from '../state/open-state.ts';
import { startTracking, type TrackingService } from '../tracking/tracking-server.ts';
import { loadSentFile } from '../warehouse/load-sent-file.ts';
import type { TableLoad } from '../warehouse/load-table.ts';
import type { SupervisedWarehouse } from '../warehouse/supervised-warehouse.ts';
import { projectWarehouses, type WantedWarehouse, type Warehouses } from '../warehouse/warehouses.ts';
import { journalIn } from '../workflow/journal.ts';
import { sqlRightOf } from './sql-right-of.ts';
import { statusForCaller } from './status-for-caller.ts';

/** Somebody's SQL for the warehouse of a project. */
export interface AskedQuery {
  readonly caller: Caller;
  readonly project: string;
  readonly sql: string;
}

/** Somebody's rows for a table of a project. */
export interface AskedLoad extends Omit<TableLoad, 'path'> {
  readonly caller: Caller;
  readonly project: string;
  readonly file: SentFile;
}

/** Somebody's wish to run a flow of a project, or to listen to its run. */
export interface AskedRun {
  readonly caller: Caller;
  readonly project: string;
  readonly flow: string;
}

/** Somebody's wish about a person's own space of a project. */
export interface AskedSpace extends SpaceName {
  readonly caller: Caller;
}

/** Somebody's wish to run a notebook as a person. */
export interface AskedNotebookRun extends AskedNotebook {
  readonly caller: Caller;
}

/** The owner of a workspace's warehouses and processes; one for each workspace and machine. */
export interface Supervisor {
  /** The workspace that the machine is made after now. */
  workspace(): Workspace;
  /** As far as the caller may see it. */
  status(caller: Caller): WorkspaceStatus;
  /** Make this machine match the workspace: what is missing is created, nothing is deleted. */
  apply(workspace: Workspace): Promise<void>;
  /**
   * Run SQL with the right of its caller; gives JSON texts: `{columns}`, then `{rows}` any number of times.
   *
   * @throws Problem NotAllowed, UnknownProject
   */
  query(asked: AskedQuery, signal: AbortSignal): AsyncIterable<string>;
  /**
   * Load the rows of a file into a table of a project.
   *
   * @throws Problem NotAllowed, UnknownProject, and those of the load
   */
  loadTable(asked: AskedLoad): Promise<TableLoaded>;
  /**
   * Run a flow, or go on with a run of it; leaving the iteration leaves the run running.
   *
   * @throws Problem NotAllowed, UnknownProject, UnknownFlow
   */
  run(asked: AskedRun, signal: AbortSignal): AsyncIterable<FlowNews>;
  /**
   * Start somebody's own space of a project of theirs.
   *
   * @throws Problem NotAllowed, SpaceWallMissing, SpaceDidNotStart
   */
  openSpace(asked: AskedSpace): Promise<MeasuredSpace>;
  /** @throws Problem NotAllowed */
  stopSpace(asked: AskedSpace): Promise<void>;
  /**
   * Run a notebook as a person, in the walls of their space of a project.
   *
   * @throws Problem NotAllowed, SpaceWallMissing, and those of the notebook
   */
  runNotebook(asked: AskedNotebookRun, signal: AbortSignal): AsyncIterable<NotebookNews>;
  /** Have the front door at another port of loopback. */
  moveFrontDoor(port: number): Promise<void>;
  /** Ask for the end; `stopped` resolves when all is written and every child process has ended. */
  stop(): void;
  readonly stopped: Promise<void>;
}

/** Start everything a workspace needs; resolves when all of it is ready. What fails leaves nothing running. */
export async function startSupervisor(host: Host, first: Workspace, tell: (news: string) => void): Promise<Supervisor> {
  await using started = new AsyncDisposableStack();
  const database = openState(host.state.database);
  started.defer(() => database.close());
  const journal = journalIn(database);
  const endpoints = modelEndpoints(host, database, tell);
  started.defer(endpoints.stop);
  const warehouses = projectWarehouses(host, tell);
  started.defer(warehouses.stop);
  for (const { wall, reason } of host.walls.missing) tell(`not enforced: ${wall}, since ${reason}`);
  const wanted = wantedHere(blueprintOf(first));
  const [tracking, frontDoor, packages] = await Promise.all([
    startTracking(host, wanted.tracked, tell).then((server) => {
      started.defer(server.stop);
      return server;
    }),
    startFrontDoor({ host, database, tell }, first).then((door) => {
      started.defer(door.stop);
      return door;
    }),
    startPackageIndex({ host, tell }, first).then((index) => {
      started.defer(index.stop);
      return index;
    }),
    endpoints.restore(),
    openedWhereItCan(warehouses, wanted.warehouses),
  ]);
  const runs = flowRuns({ host, journal, endpoints, trackingSocket: tracking.socket, tell });
  const spaces = spacesOf({ host, database, frontDoor, tell });
  started.defer(spaces.close);
  const restoring = spaces.restore(first);
  started.defer(() => restoring);
  const parts = { host, runs, endpoints, tracking, packages, frontDoor, spaces, warehouses };
  return supervisorOf({ ...parts, rest: started.move() }, first);
}

/** A warehouse that cannot be opened leaves the other projects theirs; where none can be, nothing is started. */
async function openedWhereItCan(warehouses: Warehouses, projects: readonly WantedWarehouse[]): Promise<void> {
  try {
    await warehouses.open(projects);
  } catch (error) {
    if (warehouses.statuses().every(({ state }) => state === 'failed')) throw error;
  }
}

interface Parts {
  readonly host: Host;
  readonly runs: FlowRuns;
  readonly endpoints: Endpoints;
  readonly tracking: TrackingService;
  readonly packages: PackageIndex;
  readonly warehouses: Warehouses;
  readonly frontDoor: SupervisedFrontDoor;
  readonly spaces: Spaces;
  /** All that was started, to be ended together. */
  readonly rest: AsyncDisposableStack;
}

function supervisorOf(parts: Parts, first: Workspace): Supervisor {
  const { runs, tracking, packages, frontDoor, spaces, warehouses } = parts;
  const stopping = Promise.withResolvers<void>();
  let workspace = first;

  function find(name: string): { project: Project; warehouse: SupervisedWarehouse } {
    const project = workspace.projects.find((declared) => declared.name === name);
    if (project?.warehouse === null) throw noWarehouse(name);
    const warehouse = warehouses.of(name);
    if (project === undefined || warehouse === undefined) throw unknownProject(name, workspace);
    return { project, warehouse };
  }

  return {
    workspace: () => workspace,
    status: (caller) => statusForCaller(workspace, caller, statusOf(parts, workspace)),
    apply: async (next) => {
      await using atDoor = frontDoor.prepare(next);
      const wanted = wantedHere(blueprintOf(next));
      const opening = warehouses.open(wanted.warehouses);
      await Promise.all([Promise.allSettled([opening]), tracking.ensureWorkspaces(wanted.tracked)]);
      await packages.apply(next);
      await frontDoor.admit(atDoor);
      workspace = next;
      await spaces.keepOnly(next);
      // One that cannot be opened is told when everything else is as the file says.
      await opening;
    },
    query: ({ caller, project, sql }, signal) => {
      const right = sqlRightOf(workspace, caller, project);
      return find(project).warehouse.query(sql, right, signal);
    },
    loadTable: ({ caller, project: name, file, ...load }) => {
      requireAccess(workspace, { caller, action: 'warehouse.load', resource: { kind: 'project', project: name } });
      const { warehouse } = find(name);
      return loadSentFile({ folder: sentFolder(parts.host.state, name), load: warehouse.load }, file, load);
    },
    run: ({ caller, project: name, flow }, signal) => {
      requireAccess(workspace, { caller, action: 'flow.run', resource: { kind: 'project', project: name } });
      const { project, warehouse } = find(name);
      return runs.follow({ project, warehouse, engine: workspace.bigData.engine }, flow, signal);
    },
    ...spacesForCallers(spaces, () => workspace),
    moveFrontDoor: frontDoor.move,
    stop: stopping.resolve,
    stopped: stopping.promise.then(async () => {
      await Promise.all([spaces.close(), runs.stop()]);
      await parts.rest.disposeAsync();
    }),
  };
}

function statusOf(
  { host, runs, endpoints, tracking, packages, frontDoor, spaces, warehouses }: Parts,
  workspace: Workspace,
): WorkspaceStatus {
  return {
    workspace: workspace.name,
    pid: process.pid,
    services: [frontDoor.status(), tracking.status(), ...packages.statuses(), ...warehouses.statuses()],
    projects: namesOf(workspace),
    endpoints: endpoints.statuses(),
    spaces: spaces.statuses(),
    spaceLimits: spaces.limits(),
    runs: runs.recent(workspace.projects),
    door: frontDoor.address(),
    missingWalls: host.walls.missing,
  };
}

function spacesForCallers(
  spaces: Spaces,
  workspace: () => Workspace,
): Pick<Supervisor, 'openSpace' | 'stopSpace' | 'runNotebook'> {
  /** Whoever asks, it is a space of a member, or of a project that shares one. */
  const requireStart = (caller: Caller, space: SpaceName) => {
    const membership = { action: 'settings.read', resource: { kind: 'project', project: space.project } } as const;
    requireAccess(workspace(), { caller: callerIn(space), ...membership });
    requireAccess(workspace(), { caller, action: 'space.start', resource: spaceResource(space) });
  };
  return {
    openSpace: async ({ caller, person, project }) => {
      requireStart(caller, { person, project });
      return await spaces.open({ person, project });
    },
    runNotebook: ({ caller, ...asked }, signal) => {
      requireStart(caller, asked);
      return spaces.runNotebook(asked, signal);
    },
    stopSpace: async ({ caller, person, project }) => {
      requireAccess(workspace(), { caller, action: 'space.stop', resource: spaceResource({ person, project }) });
      await spaces.stop({ person, project });
    },
  };
}

/** In whose name the code of a space asks. */
function callerIn({ person, project }: SpaceName): Caller {
  return person === null ? { kind: 'shared-space', project } : { kind: 'person', person };
}

function namesOf(workspace: Workspace): readonly string[] {
  return workspace.projects.map(({ name }) => name);
}

function noWarehouse(project: string): Problem {
  return new Problem({
    code: 'NoWarehouse',
    message: `${project} has no warehouse: its file says \`warehouse: none\`.`,
    fix: 'Ask a project that has one, or remove that line and run "atelier up".',
    whose: 'yours',
  });
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
