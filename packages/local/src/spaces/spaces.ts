import type { DatabaseSync } from 'node:sqlite';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { FrontDoor } from '../front-door/front-door.ts';
import type { Host } from '../host.ts';
import { type BoundSocket, bindSocket } from '../processes/bound-socket.ts';
import { type FailedService, type ServiceStatus, type SupervisedService, startService } from '../processes/service.ts';
import { socketPath } from '../state-folder.ts';
import { openSpacesIn } from './open-spaces-table.ts';
import { type SpaceAccounts, spaceAccounts } from './space-accounts.ts';
import { type SpaceName, spaceId } from './space-name.ts';
import { startSpaceProcess } from './space-process.ts';

/** A space that is to be up. */
export interface SpaceStatus extends SpaceName {
  readonly service: ServiceStatus | FailedService;
}

/** The spaces of a workspace. */
export interface Spaces {
  /** Resolves when it answers; one that is up already stays as it is. Problems `SpaceWallMissing`, `SpaceDidNotStart`. */
  open(space: SpaceName): Promise<SpaceStatus>;
  /** Ends what runs in it; what it keeps stays. One that is not up: nothing. */
  stop(space: SpaceName): Promise<void>;
  statuses(): readonly SpaceStatus[];
  /** Open again what was open when the workspace went down; one that cannot be is told of. */
  restore(workspace: Workspace): Promise<void>;
  /** Stop those whose person is no longer of the project. */
  keepOnly(workspace: Workspace): Promise<void>;
  /** Stop all of them; they are open again the next time. */
  close(): Promise<void>;
}

interface OpenSpace extends SpaceName {
  readonly socket: BoundSocket;
  readonly service: SupervisedService;
}

/** Jupyter ends its kernels first. */
const graceSeconds = 10;

interface Place {
  readonly host: Host;
  readonly database: DatabaseSync;
  readonly frontDoor: Pick<FrontDoor, 'openSpaceDoors' | 'closeSpaceDoors'>;
  tell(news: string): void;
}

interface Started extends Place {
  readonly accounts: SpaceAccounts;
}

/** A space that is up or on its way. */
interface Entry {
  readonly space: SpaceName;
  readonly begun: Promise<OpenSpace>;
  up?: OpenSpace;
}

/** Keep the spaces of a workspace; none is open at first. */
export function spacesOf(place: Place): Spaces {
  const { frontDoor, tell } = place;
  const table = openSpacesIn(place.database);
  const accounts = spaceAccounts(place.database);
  const entries = new Map<string, Entry>();
  const failures = new Map<string, { readonly space: SpaceName; readonly reason: string }>();

  function begin(space: SpaceName): Entry {
    const id = spaceId(space);
    const before = entries.get(id);
    if (before !== undefined) return before;
    const entry: Entry = { space, begun: start({ ...place, accounts }, space) };
    entries.set(id, entry);
    failures.delete(id);
    entry.begun.then(
      (up) => Object.assign(entry, { up }),
      (error: Error) => {
        entries.delete(id);
        failures.set(id, { space, reason: error.message });
      },
    );
    return entry;
  }

  async function end(space: SpaceName): Promise<void> {
    const id = spaceId(space);
    const up = await entries.get(id)?.begun.catch(() => undefined);
    entries.delete(id);
    failures.delete(id);
    if (up === undefined) return;
    await up.service.stop();
    await Promise.all([up.socket.close(), frontDoor.closeSpaceDoors(space)]);
  }

  const statuses = () => [
    ...[...entries.values()].map(({ space, up }): SpaceStatus => ({ ...space, service: stateOf(space, up) })),
    ...[...failures.values()].map(({ space, reason }): SpaceStatus => ({ ...space, service: failed(space, reason) })),
  ];
  return {
    open: async ({ person, project }) => {
      const { begun } = begin({ person, project });
      const { service } = await begun;
      table.add({ person, project });
      return { person, project, service: service.status() };
    },
    stop: async (space) => {
      table.remove(space);
      await end(space);
    },
    statuses,
    restore: async (workspace) => {
      const wanted = table.all().filter((space) => isOf(workspace, space));
      for (const space of wanted) {
        await begin(space).begun.catch((error: Error) =>
          tell(`the space ${spaceId(space)} is not up: ${error.message}`),
        );
      }
    },
    keepOnly: async (workspace) => {
      const gone = table.all().filter((space) => !isOf(workspace, space));
      for (const space of gone) table.remove(space);
      await Promise.all(gone.map(end));
    },
    close: async () => {
      await Promise.all([...entries.values()].map(({ space }) => end(space)));
    },
  };
}

async function start({ host, frontDoor, accounts, tell }: Started, space: SpaceName): Promise<OpenSpace> {
  requireWalls(host, space);
  const { person, project } = space;
  const doors = await frontDoor.openSpaceDoors(space);
  const socket = bindSocket(socketPath({ sockets: host.state.innerSockets }, `space.${person}.${project}`));
  const account = accounts.accountOf(space);
  const launch = () => startSpaceProcess(host, { person, project, socket, doors, account });
  try {
    const service = await startService({ name: nameOf(space), tell, graceSeconds, launch });
    return { person, project, socket, service };
  } catch (error) {
    await Promise.all([socket.close(), frontDoor.closeSpaceDoors(space)]);
    throw error;
  }
}

/** Whether somebody is a member of the project that a space is of. */
function isOf({ people, projects }: Workspace, { person, project }: SpaceName): boolean {
  const isThere = people.some(({ name }) => name === person);
  return isThere && projects.some(({ name, members }) => name === project && members.includes(person));
}

function stateOf(space: SpaceName, up: OpenSpace | undefined): ServiceStatus | FailedService {
  return up?.service.status() ?? failed(space, 'it is being started');
}

function failed(space: SpaceName, reason: string): FailedService {
  return { name: nameOf(space), state: 'failed', reason };
}

function nameOf(space: SpaceName): string {
  return `space ${spaceId(space)}`;
}

/** People's own code runs in a space: where a wall is missing it is not begun. */
function requireWalls({ walls }: Host, space: SpaceName): void {
  const [missing] = walls.missing;
  if (missing === undefined) return;
  throw new Problem({
    code: 'SpaceWallMissing',
    message: `The space ${spaceId(space)} is not opened: this machine does not enforce the wall "${missing.wall}", since ${missing.reason}.`,
    fix: 'See "atelier doctor" for what this machine lacks; spaces need all of its walls.',
    whose: 'machine',
    state: 'Everything else of the workspace is up.',
  });
}
