import type { Workspace } from '@atelier/core';
import { type Clock, systemClock } from '../clock.ts';
import { keepLooking } from '../keep-looking.ts';
import { decideIdle, type Quiet } from './idle-decision.ts';
import type { OpenSpace } from './open-space.ts';
import { type SpaceName, spaceId } from './space-name.ts';
import { announceStop, askSpaceWork } from './space-work.ts';

/** The watch over spaces where nobody works. */
export interface IdleStops {
  /** After how long they are stopped, from now on; null: never. */
  set(idleStop: Workspace['studio']['idleStop']): void;
  close(): Promise<void>;
}

interface Watched {
  up(): readonly OpenSpace[];
  stop(space: SpaceName): Promise<void>;
  tell(news: string): void;
}

const lookEveryMs = 60_000;

/** Look at all spaces that are up once a minute, and stop those that have been quiet for long enough. */
export function idleStops({ up, stop, tell }: Watched, clock: Clock = systemClock): IdleStops {
  const quiets = new WeakMap<OpenSpace, Quiet>();
  let afterMinutes: number | undefined;

  async function look(space: OpenSpace, after: number): Promise<void> {
    // What does not say that it is quiet is not stopped.
    const work = await askSpaceWork(space.socket);
    const nowMs = clock.now();
    const before = quiets.get(space) ?? { sinceMs: nowMs };
    const { quiet, act } = decideIdle({ before, work, nowMs, afterMinutes: after });
    quiets.set(space, quiet);
    if (act === 'announce') await announceStop(space.socket, quiet.stopsAtMs);
    if (act === 'take back') await announceStop(space.socket, undefined);
    if (act !== 'stop') return;
    tell(`the space ${spaceId(space)} is stopped: nobody has worked in it for ${after} minutes`);
    await stop(space);
  }

  const { close } = keepLooking({ what: 'what goes on in spaces', clock, tell }, async () => {
    const after = afterMinutes;
    if (after === undefined) return lookEveryMs;
    const failed = (space: OpenSpace) => (error: Error) =>
      tell(`the space ${spaceId(space)} does not say what goes on in it: ${error.message}`);
    await Promise.all(up().map((space) => look(space, after).catch(failed(space))));
    return lookEveryMs;
  });
  return {
    set: (idleStop) => {
      afterMinutes = idleStop?.afterMinutes;
    },
    close,
  };
}
