import type { Clock } from '../../clock.ts';
import { keepLooking } from '../../keep-looking.ts';
import type { OpenSpace } from '../open-space.ts';
import { type JudgedSpace, judgeSpace } from './judge-space.ts';
import type { LimitNotices } from './limit-notice.ts';
import { mebibytes } from './mebibytes.ts';
import { killSeen, lookAtProcesses } from './process-tree.ts';
import type { SpaceLimits, SpaceUse } from './space-limits.ts';

/** The watch over memory and processes of spaces. */
export interface ProcessWatch {
  /** Undefined: it was not looked at yet. */
  useOf(space: OpenSpace): SpaceUse | undefined;
  close(): Promise<void>;
}

interface Watched {
  up(): readonly OpenSpace[];
  readonly limits: SpaceLimits;
  readonly notices: LimitNotices;
  tell(news: string): void;
  readonly clock: Clock;
}

const usualMillis = 1000;
/** While a space has more than half of what it may have. */
const closeMillis = 200;
/** At most this part of one processor is used to look. */
const shareOfTime = 20;

/** Look at all spaces that are up, and end what takes too much, as the kernel does where it is asked to. */
export function watchProcesses({ up, limits, notices, tell, clock }: Watched): ProcessWatch {
  const uses = new WeakMap<OpenSpace, SpaceUse>();

  function look(): number {
    const spaces = up();
    if (spaces.length === 0) return usualMillis;
    const beganAtMs = performance.now();
    const tree = lookAtProcesses();
    let isClose = false;
    for (const space of spaces) {
      const { state, pid } = space.service.status();
      if (state !== 'ready') continue;
      const judged = judgeSpace(tree, pid, limits);
      uses.set(space, judged.use);
      if (judged.toEnd !== undefined) end(space, judged.toEnd);
      isClose ||= judged.use.memoryBytes * 2 > limits.memoryBytes || judged.use.processes * 2 > limits.processes;
    }
    const tookMillis = performance.now() - beganAtMs;
    return Math.max(isClose ? closeMillis : usualMillis, tookMillis * shareOfTime);
  }

  function end(space: OpenSpace, { process, because, bytes }: NonNullable<JudgedSpace['toEnd']>): void {
    killSeen(process);
    const news =
      because === 'memory'
        ? `it took more than the ${mebibytes(limits.memoryBytes)} that a space may have, and its largest process, with ${mebibytes(bytes)}, was ended`
        : `it had more than the ${limits.processes} processes that a space may have, and all of them were ended`;
    // What is said is not waited for: the next look comes soon.
    void notices.say(space, 'memory', news);
  }

  const { close } = keepLooking({ what: 'what spaces take', clock, tell }, look);
  return { useOf: (space) => uses.get(space), close };
}
