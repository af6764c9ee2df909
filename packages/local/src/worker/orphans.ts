import { readdirSync, readFileSync } from 'node:fs';

const markName = 'ATELIER_STATE';

/** The environment variable by which a process, and all that it starts, is known to belong to a workspace. */
export function ownershipMark(owner: string): Record<string, string> {
  return { [markName]: owner };
}

/**
 * End what a killed supervisor of this workspace left running; resolves to how many processes that were.
 *
 * Processes are known by a mark in their environment, which their own children inherit and which, unlike a
 * written-down process id, can never name a stranger. Call it only while holding the workspace's lock.
 */
export function endOrphans(owner: string): number {
  const mark = `${markName}=${owner}`;
  const orphans = processIds().filter((pid) => environmentOf(pid).includes(mark));
  for (const pid of orphans) kill(pid);
  return orphans.length;
}

function processIds(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid);
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    // The process has ended meanwhile, or is another user's: not ours either way.
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
