import type { Clock } from '../../clock.ts';
import { keepLooking } from '../../keep-looking.ts';
import type { OpenSpace } from '../open-space.ts';
import type { LimitNotices } from './limit-notice.ts';
import { mebibytes } from './mebibytes.ts';
import type { SpaceLimits } from './space-limits.ts';
import type { ProcessWatch } from './watch-processes.ts';

interface Watched {
  up(): readonly OpenSpace[];
  readonly limits: SpaceLimits;
  readonly notices: LimitNotices;
  tell(news: string): void;
  readonly clock: Clock;
}

const lookEveryMillis = 2000;

/** Ask the kernel what spaces take, and say what it has ended in them. */
export function watchCgroups({ up, limits, notices, tell, clock }: Watched): ProcessWatch {
  const ended = new WeakMap<OpenSpace, number>();

  function look(space: OpenSpace): void {
    const now = space.cgroup?.endedForMemory() ?? 0;
    const before = ended.get(space) ?? 0;
    ended.set(space, now);
    if (now <= before) return;
    const news = `it took more than the ${mebibytes(limits.memoryBytes)} that a space may have, and the kernel ended ${now - before} of its processes`;
    void notices.say(space, 'memory', news);
  }

  const { close } = keepLooking({ what: 'what spaces take', clock, tell }, () => {
    for (const space of up()) look(space);
    return lookEveryMillis;
  });
  return { useOf: ({ cgroup }) => cgroup?.use(), close };
}
