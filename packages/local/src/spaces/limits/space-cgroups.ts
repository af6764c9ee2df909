import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { neededControllers, restName } from './own-cgroup.ts';
import type { SpaceLimits, SpaceUse } from './space-limits.ts';

/** The group of one space's processes. */
export interface SpaceCgroup {
  readonly folder: string;
  use(): SpaceUse;
  /** How many processes the kernel has ended in it for want of memory. */
  endedForMemory(): number;
  /** End all that is in it, and remove it. */
  end(): Promise<void>;
}

/** Makes the groups of spaces. */
export interface SpaceCgroups {
  /** One that is there already, of a workspace that was killed, is ended first. */
  make(id: string, limits: SpaceLimits): Promise<SpaceCgroup>;
}

const prefix = 'atelier-space-';
/** The rest of the workspace has 100, as every group at first. */
const processorWeight = 50;
const emptyWithinMillis = 10_000;
const pollMillis = 20;

/**
 * Divide our group: what is in it now goes to a group below, since the kernel lets no group both hold processes and limit those
 * below it.
 *
 * @throws Error of the system where that is refused; then everything is where it was
 */
export function divideCgroup(folder: string): SpaceCgroups {
  const rest = join(folder, restName);
  mkdirSync(rest, { recursive: true });
  try {
    moveAll(folder, rest);
    write(folder, 'cgroup.subtree_control', neededControllers.map((name) => `+${name}`).join(' '));
  } catch (error) {
    moveAll(rest, folder);
    rmdirSync(rest);
    throw error;
  }
  try {
    write(folder, 'cgroup.subtree_control', '+cpu');
  } catch {
    // Spaces then count as much as everything else.
  }
  return { make: (id, limits) => makeCgroup(folder, id, limits) };
}

async function makeCgroup(parent: string, id: string, limits: SpaceLimits): Promise<SpaceCgroup> {
  const folder = join(parent, `${prefix}${createHash('sha256').update(id).digest('hex').slice(0, 16)}`);
  await endCgroup(folder);
  mkdirSync(folder);
  write(folder, 'memory.max', String(limits.memoryBytes));
  write(folder, 'pids.max', String(limits.processes));
  for (const [file, value] of [
    ['memory.swap.max', '0'],
    ['cpu.weight', String(processorWeight)],
  ] as const) {
    // Not there where the machine has no swap or our group no processors to share.
    if (readdirSync(folder).includes(file)) write(folder, file, value);
  }
  return {
    folder,
    use: () => ({
      memoryBytes: Number(read(folder, 'memory.current')),
      processes: Number(read(folder, 'pids.current')),
    }),
    endedForMemory: () => Number(/^oom_kill (\d+)$/m.exec(read(folder, 'memory.events'))?.[1] ?? 0),
    end: () => endCgroup(folder),
  };
}

/** Kill all in a group at once, which nothing that is started meanwhile outruns, and remove it; one that is not there: nothing. */
export async function endCgroup(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  write(folder, 'cgroup.kill', '1');
  const deadline = performance.now() + emptyWithinMillis;
  while (/^populated 1$/m.test(read(folder, 'cgroup.events')) && performance.now() < deadline)
    await setTimeout(pollMillis);
  rmdirSync(folder);
}

/** What one of them has started meanwhile is where that was: a group that it is left in is not divided. */
function moveAll(from: string, to: string): void {
  for (const pid of read(from, 'cgroup.procs').split('\n').filter(Boolean)) {
    try {
      write(to, 'cgroup.procs', pid);
    } catch (error) {
      // It has ended.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function write(folder: string, file: string, value: string): void {
  writeFileSync(join(folder, file), value);
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}
