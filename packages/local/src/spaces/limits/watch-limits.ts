import { join } from 'node:path';
import type { Workspace } from '@atelier/core';
import type { Clock } from '../../clock.ts';
import type { Host } from '../../host.ts';
import type { OpenSpace } from '../open-space.ts';
import { spaceHome } from '../space-folders.ts';
import { spaceFileName } from '../space-name.ts';
import { diskUse } from './disk-use.ts';
import { letFilesGrow } from './let-files-grow.ts';
import { limitNotices } from './limit-notice.ts';
import type { Limiting } from './limiting.ts';
import type { SpaceUse } from './space-limits.ts';
import { watchCgroups } from './watch-cgroups.ts';
import { watchDisk } from './watch-disk.ts';
import { watchProcesses } from './watch-processes.ts';

/** What a space takes of this machine; the disk is null until it was first looked at. */
export interface MeasuredUse extends SpaceUse {
  readonly diskBytes: number | null;
}

/** The watches over what spaces take. */
export interface LimitWatches {
  /** Undefined: not looked at yet. */
  useOf(space: OpenSpace): MeasuredUse | undefined;
  /** How much each may keep on the disk from now on. */
  set(disk: Workspace['studio']['disk']): void;
  /** Null: as much as there is. */
  diskBytes(): number | null;
  close(): Promise<void>;
}

interface Place {
  readonly host: Host;
  readonly limiting: Limiting;
  up(): readonly OpenSpace[];
  tell(news: string): void;
  readonly clock: Clock;
}

const gigabyte = 1000 ** 3;

/** Watch over all spaces that are up. */
export function watchLimits({ host, limiting: { limits, cgroups }, up, tell, clock }: Place): LimitWatches {
  const notices = limitNotices(host, tell);
  const processes = (cgroups === undefined ? watchProcesses : watchCgroups)({ up, limits, notices, tell, clock });
  const disk = watchDisk({
    ...{ up, notices, tell, clock },
    measure: (space, signal) => diskUse(foldersOf(host, space), signal),
    letFilesGrow: (space, to) => letFilesGrow(host, space, to),
  });
  let diskBytes: number | null = null;
  return {
    useOf: (space) => {
      const use = processes.useOf(space);
      return use && { ...use, diskBytes: disk.useOf(space)?.bytes ?? null };
    },
    set: (sizes) => {
      // Nobody chooses a size here: it is the most that anybody could.
      diskBytes = sizes === null ? null : sizes.maxGb * gigabyte;
      disk.set(diskBytes);
    },
    diskBytes: () => diskBytes,
    close: async () => {
      await Promise.all([processes.close(), disk.close()]);
    },
  };
}

/** What a space writes to that is its own: its home, and what it sees as /tmp. */
function foldersOf({ state }: Host, space: OpenSpace): readonly string[] {
  return [spaceHome(state, space), join(state.scratch, spaceFileName(space))];
}
