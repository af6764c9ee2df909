import type { Clock } from '../../clock.ts';
import { keepLooking } from '../../keep-looking.ts';
import type { OpenSpace } from '../open-space.ts';
import { spaceId } from '../space-name.ts';
import type { DiskUse } from './disk-use.ts';
import type { FileGrowth } from './let-files-grow.ts';
import type { LimitNotices } from './limit-notice.ts';
import { mebibytes } from './mebibytes.ts';

/** The watch over what spaces keep on the disk. */
export interface DiskWatch {
  /** Undefined: it was not looked at yet. */
  useOf(space: OpenSpace): DiskUse | undefined;
  /** How much each may keep from now on; null: no limit. */
  set(limitBytes: number | null): void;
  close(): Promise<void>;
}

interface Watched {
  up(): readonly OpenSpace[];
  measure(space: OpenSpace, signal: AbortSignal): Promise<DiskUse>;
  /** Let files that anything in a space writes to grow to a size, or again as they could. */
  letFilesGrow(space: OpenSpace, to: FileGrowth): Promise<{ readonly heldLower: number }>;
  readonly notices: LimitNotices;
  tell(news: string): void;
  readonly clock: Clock;
}

const usualMillis = 60_000;
/** While a space is nearly full: so soon is one that was full seen to have room again. */
const closeMillis = 10_000;
/** New spaces are looked at as soon as this. */
const stepMillis = 2000;
const warnedFrom = 0.9;
/** Beyond it nothing is written any more, not even what a kernel needs to start. */
const shutFrom = 1.1;

type Fullness = 'room' | 'nearly full' | 'full' | 'overfull';

interface Looked {
  readonly use: DiskUse;
  readonly fullness: Fullness;
  readonly nextAtMs: number;
  /** Of the process that was there: one that was started since may write. */
  readonly pid: number;
  readonly limitBytes: number | null;
}

/** Look at what spaces keep, once a minute, and stop the writing in those that keep more than they may. */
export function watchDisk(watched: Watched): DiskWatch {
  const { up, tell, clock } = watched;
  const looks = new WeakMap<OpenSpace, Looked>();
  let limitBytes: number | null = null;

  async function look(space: OpenSpace, signal: AbortSignal): Promise<void> {
    const before = looks.get(space);
    const { pid } = space.service.status();
    const isAsBefore = before?.pid === pid && before.limitBytes === limitBytes;
    if (isAsBefore && clock.now() < before.nextAtMs) return;
    const use = await watched.measure(space, signal);
    if (signal.aborted) return;
    const fullness = fullnessOf(use, limitBytes);
    const nextAtMs = clock.now() + (fullness === 'room' ? usualMillis : closeMillis);
    looks.set(space, { use, fullness, nextAtMs, pid, limitBytes });
    await follow(watched, space, { fullness, before: before?.fullness ?? 'room', use, limitBytes: limitBytes ?? 0 });
  }

  const { close } = keepLooking({ what: 'what spaces keep', clock, tell }, async (signal) => {
    for (const space of up()) {
      await look(space, signal).catch((error) => tell(`what the space ${spaceId(space)} keeps is not known: ${error}`));
    }
    return stepMillis;
  });
  return {
    useOf: (space) => looks.get(space)?.use,
    set: (limit) => {
      limitBytes = limit;
    },
    close,
  };
}

interface Change {
  readonly fullness: Fullness;
  readonly before: Fullness;
  readonly use: DiskUse;
  readonly limitBytes: number;
}

async function follow(
  { notices, letFilesGrow }: Watched,
  space: OpenSpace,
  { fullness, before, use, limitBytes }: Change,
): Promise<void> {
  const kept = `it keeps ${mebibytes(use.bytes)}${use.isAll ? '' : ' or more'} of the ${mebibytes(limitBytes)} that a space may keep`;
  const wasFull = isFull(before);
  if (fullness === 'nearly full' && before === 'room') {
    await notices.say(space, 'disk', `${kept}; once it keeps that much, no file grows beyond 64 KiB`);
  }
  // Before nothing can be written any more.
  if (isFull(fullness) && !wasFull) {
    await notices.say(
      space,
      'disk',
      `${kept}: no file grows beyond 64 KiB until some were removed, and none at all beyond ${mebibytes(limitBytes * shutFrom)}`,
    );
  }
  // Again at each look: what was begun anew may not yet be limited.
  if (isFull(fullness)) await letFilesGrow(space, fullness === 'full' ? 'little' : 'not at all');
  else if (wasFull && (await letFilesGrow(space, 'freely')).heldLower > 0) {
    // What the machine does not let us take back goes with the processes.
    return notices.say(space, 'disk', 'it has room again: stop it and open it again, and files grow as before');
  }
  if (fullness === 'room' && before !== 'room') await notices.takeBack(space, 'disk');
}

function isFull(fullness: Fullness): boolean {
  return fullness === 'full' || fullness === 'overfull';
}

function fullnessOf({ bytes }: DiskUse, limitBytes: number | null): Fullness {
  if (limitBytes === null || bytes < limitBytes * warnedFrom) return 'room';
  if (bytes < limitBytes) return 'nearly full';
  return bytes < limitBytes * shutFrom ? 'full' : 'overfull';
}
