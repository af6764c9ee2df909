import type { SupervisedFrontDoor } from '../front-door/front-door.ts';
import { type SpaceName, spaceId } from './space-name.ts';

type SpaceDoors = Pick<SupervisedFrontDoor, 'openSpaceDoors' | 'closeSpaceDoors'>;

/** The doors of spaces, for several users at once: they are closed when the last one has closed them. */
export function doorsInUse(doors: SpaceDoors): SpaceDoors {
  const users = new Map<string, number>();
  const turns = new Map<string, Promise<unknown>>();

  /** One after the other: doors that are being closed are not handed out. */
  function inTurn<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (turns.get(id) ?? Promise.resolve()).then(work, work);
    const over = turn.catch(() => undefined);
    turns.set(id, over);
    void over.then(() => turns.get(id) === over && turns.delete(id));
    return turn;
  }

  return {
    openSpaceDoors: (space) =>
      inTurn(spaceId(space), async () => {
        const folder = await doors.openSpaceDoors(space);
        users.set(spaceId(space), (users.get(spaceId(space)) ?? 0) + 1);
        return folder;
      }),
    closeSpaceDoors: (space: SpaceName) =>
      inTurn(spaceId(space), async () => {
        const left = (users.get(spaceId(space)) ?? 0) - 1;
        if (left > 0) return void users.set(spaceId(space), left);
        users.delete(spaceId(space));
        await doors.closeSpaceDoors(space);
      }),
  };
}
