import { cgroupFacts, ownCgroup } from './own-cgroup.ts';
import { divideCgroup, type SpaceCgroups } from './space-cgroups.ts';
import { type SpaceLimits, usualLimits } from './space-limits.ts';

/** What limits spaces on this machine, and how. */
export interface Limiting {
  readonly limits: SpaceLimits;
  /** Undefined: each process has limits of its own, and the whole is watched. */
  readonly cgroups?: SpaceCgroups;
  /** Why no groups are; undefined: they are. */
  readonly lacks?: string;
}

/** Have the kernel limit spaces as a whole, where it lets us. */
export function limitingHere(): Limiting {
  const limits = usualLimits();
  const own = ownCgroup(cgroupFacts());
  if ('lacks' in own) return { limits, lacks: own.lacks };
  try {
    return { limits, cgroups: divideCgroup(own.folder) };
  } catch (error) {
    return { limits, lacks: `its group cannot be divided: ${error instanceof Error ? error.message : error}` };
  }
}
