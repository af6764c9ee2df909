import { availableParallelism } from 'node:os';
import type { DatabaseSync } from 'node:sqlite';
import type { Workspace } from '@atelier/core';
import type { NotebookNews } from '@atelier/core/contract';
import { type Clock, systemClock } from '../clock.ts';
import { doorsInUse } from './doors-in-use.ts';
import { idleStops } from './idle-stops.ts';
import { inTurns } from './in-turns.ts';
import { type Limiting, limitingHere } from './limits/limiting.ts';
import type { SpaceLimits } from './limits/space-limits.ts';
import { type MeasuredUse, watchLimits } from './limits/watch-limits.ts';
import { type NotebookRuns, notebookRuns } from './notebook-runs.ts';
import { type OpeningPlace, openSpace } from './open-space.ts';
import { type OpenSpacesTable, openSpacesIn } from './open-spaces-table.ts';
import { restoreSpaces } from './restore-spaces.ts';
import type { AskedNotebook } from './run-notebook.ts';
import { type RunningSpaces, runningSpaces, type SpaceStatus, serving } from './running-spaces.ts';
import { spaceAccounts } from './space-accounts.ts';
import { type SpaceName, spaceId } from './space-name.ts';

/** A space that is to be up, and what it takes; null while that is not known. */
export interface MeasuredSpace extends SpaceStatus {
  readonly use: MeasuredUse | null;
}

/** How much each space may take as a whole, and by what it is held to that. */
export interface SpacesLimits extends SpaceLimits {
  /** Null: as much as there is. */
  readonly diskBytes: number | null;
  readonly by: 'cgroup v2' | 'each process';
  /** Why it is not by groups of processes; null: it is. */
  readonly lacks: string | null;
}

/** The spaces of a workspace. */
export interface Spaces {
  /** Resolves when it answers; one that is up already stays as it is. Problems `SpaceWallMissing`, `SpaceDidNotStart`. */
  open(space: SpaceName): Promise<MeasuredSpace>;
  /** Ends what runs in it; what it keeps stays. One that is not up: nothing. */
  stop(space: SpaceName): Promise<void>;
  statuses(): readonly MeasuredSpace[];
  limits(): SpacesLimits;
  /** Run a notebook in the walls of a person's space, in its turn; leaving ends it. */
  runNotebook(asked: AskedNotebook, signal: AbortSignal): AsyncIterable<NotebookNews>;
  /** Open again what was open when the workspace went down; one that cannot be is told of. */
  restore(workspace: Workspace): Promise<void>;
  /** Stop those whose person is no longer of the project. */
  keepOnly(workspace: Workspace): Promise<void>;
  /** Stop all of them; they are open again the next time. */
  close(): Promise<void>;
}

interface Place extends Omit<OpeningPlace, 'accounts' | 'limiting' | 'fileBytes'> {
  /** Default: as this machine lets us. */
  readonly limiting?: Limiting;
  readonly database: DatabaseSync;
  readonly clock?: Clock;
}

/** A start takes one of them for its time: of twenty at once each would be up only when all of them are. */
const cores = availableParallelism();

/** Keep the spaces of a workspace; none is open at first, and those where nobody works are stopped as its file says. */
export function spacesOf(place: Place): Spaces {
  const { host, database, tell, limiting = limitingHere(), clock = systemClock } = place;
  const table = openSpacesIn(database);
  const accounts = spaceAccounts(database);
  const fileBytes = () => watches.diskBytes();
  const inTurn = inTurns(2 * cores);
  let isClosed = false;
  const opening = { ...place, accounts, limiting, fileBytes, frontDoor: doorsInUse(place.frontDoor) };
  const begin = (space: SpaceName) => openSpace(opening, space);
  const notebooks = notebookRuns(opening, 2 * cores);
  const running = runningSpaces((space) => inTurn(() => (isClosed ? goesDown() : begin(space))));
  const watches = watchLimits({ host, limiting, up: running.up, tell, clock });
  const stop = async ({ person, project }: SpaceName) => {
    table.remove({ person, project });
    await running.end({ person, project });
  };
  const idle = idleStops({ up: running.up, stop, tell }, clock);
  const follow = ({ studio }: Workspace) => {
    idle.set(studio.idleStop);
    watches.set(studio.disk);
  };
  const useOf = (space: SpaceName) => {
    const up = running.up().find((one) => spaceId(one) === spaceId(space));
    return (up && watches.useOf(up)) ?? null;
  };
  return {
    open: async ({ person, project }) => {
      const up = await running.begin({ person, project });
      // One that was stopped while it was on its way stays so.
      if (running.up().includes(up)) table.add({ person, project });
      return { ...serving(up), use: watches.useOf(up) ?? null };
    },
    stop,
    statuses: () => running.statuses().map((status) => ({ ...status, use: useOf(status) })),
    limits: () => ({ ...limiting.limits, diskBytes: watches.diskBytes(), ...heldBy(limiting) }),
    runNotebook: notebooks.run,
    ...byFile({ table, running, notebooks, stop, tell, isClosed: () => isClosed, follow }),
    close: async () => {
      isClosed = true;
      await Promise.all([idle.close(), watches.close(), notebooks.close()]);
      await running.endAll();
    },
  };
}

interface FollowingFile extends Pick<Place, 'tell'> {
  readonly table: OpenSpacesTable;
  readonly running: RunningSpaces;
  readonly notebooks: NotebookRuns;
  stop(space: SpaceName): Promise<void>;
  isClosed(): boolean;
  /** Take over what a file says of idle spaces and of their disks. */
  follow(workspace: Workspace): void;
}

/** What is up by what a file says. */
function byFile({
  table,
  running,
  notebooks,
  stop,
  tell,
  isClosed,
  follow,
}: FollowingFile): Pick<Spaces, 'restore' | 'keepOnly'> {
  return {
    restore: async (workspace) => {
      follow(workspace);
      const wanted = table.all().filter((each) => isOf(workspace, each));
      const isWanted = (space: SpaceName) => !isClosed() && table.has(space);
      await restoreSpaces(wanted, { isWanted, begin: running.begin, most: cores, tell });
    },
    keepOnly: async (workspace) => {
      follow(workspace);
      notebooks.keepOnly((space) => isOf(workspace, space));
      const left = table.all().filter((space) => !isOf(workspace, space));
      await Promise.all(left.map(stop));
    },
  };
}

async function goesDown(): Promise<never> {
  throw new Error('the workspace goes down');
}

function heldBy({ lacks }: Limiting): Pick<SpacesLimits, 'by' | 'lacks'> {
  return lacks === undefined ? { by: 'cgroup v2', lacks: null } : { by: 'each process', lacks };
}

/** Whether a space is of a project that shares one, or of somebody who is a member of its project. */
function isOf({ people, projects, studio }: Workspace, { person, project }: SpaceName): boolean {
  if (person === null) return studio.spaces === 'shared' && projects.some(({ name }) => name === project);
  const isThere = people.some(({ name }) => name === person);
  return isThere && projects.some(({ name, members }) => name === project && members.includes(person));
}
