import { availableParallelism } from 'node:os';
import type { DatabaseSync } from 'node:sqlite';
import type { Workspace } from '@atelier/core';
import type { Clock } from '../clock.ts';
import { idleStops } from './idle-stops.ts';
import { inTurns } from './in-turns.ts';
import { type OpeningPlace, openSpace } from './open-space.ts';
import { openSpacesIn } from './open-spaces-table.ts';
import { restoreSpaces } from './restore-spaces.ts';
import { runningSpaces, type SpaceStatus, serving } from './running-spaces.ts';
import { spaceAccounts } from './space-accounts.ts';
import type { SpaceName } from './space-name.ts';

export type { SpaceStatus } from './running-spaces.ts';

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

interface Place extends Omit<OpeningPlace, 'accounts'> {
  readonly database: DatabaseSync;
  readonly clock?: Clock;
}

/** A start takes one of them for its time: of twenty at once each would be up only when all of them are. */
const cores = availableParallelism();

/** Keep the spaces of a workspace; none is open at first, and those where nobody works are stopped as its file says. */
export function spacesOf(place: Place): Spaces {
  const { database, tell } = place;
  const table = openSpacesIn(database);
  const accounts = spaceAccounts(database);
  const inTurn = inTurns(2 * cores);
  let isClosed = false;
  const running = runningSpaces((space) =>
    inTurn(() => (isClosed ? goesDown() : openSpace({ ...place, accounts }, space))),
  );
  const stop = async ({ person, project }: SpaceName) => {
    table.remove({ person, project });
    await running.end({ person, project });
  };
  const idle = idleStops({ up: running.up, stop, tell }, place.clock);
  return {
    open: async ({ person, project }) => {
      const up = await running.begin({ person, project });
      // One that was stopped while it was on its way stays so.
      if (running.up().includes(up)) table.add({ person, project });
      return serving(up);
    },
    stop,
    statuses: running.statuses,
    restore: async (workspace) => {
      idle.set(workspace.studio.idleStop);
      const wanted = table.all().filter((each) => isOf(workspace, each));
      await restoreSpaces(wanted, {
        isWanted: (space) => !isClosed && table.has(space),
        begin: running.begin,
        most: cores,
        tell,
      });
    },
    keepOnly: async (workspace) => {
      idle.set(workspace.studio.idleStop);
      await Promise.all(
        table
          .all()
          .filter((space) => !isOf(workspace, space))
          .map(stop),
      );
    },
    close: async () => {
      isClosed = true;
      await idle.close();
      await running.endAll();
    },
  };
}

async function goesDown(): Promise<never> {
  throw new Error('the workspace goes down');
}

/** Whether a space is of a project that shares one, or of somebody who is a member of its project. */
function isOf({ people, projects, studio }: Workspace, { person, project }: SpaceName): boolean {
  if (person === null) return studio.spaces === 'shared' && projects.some(({ name }) => name === project);
  const isThere = people.some(({ name }) => name === person);
  return isThere && projects.some(({ name, members }) => name === project && members.includes(person));
}
