import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const markName = 'ATELIER_STATE';

/** The environment variable by which a process, and all that it starts, is known to belong to a workspace. */
export function ownershipMark(owner: string): Record<string, string> {
  return { [markName]: owner };
}

/** A killed process is gone within this time, unless the kernel cannot let go of it. */
const goneWithinMillis = 5000;
const pollMillis = 10;

/**
 * End what a killed supervisor of this workspace left running; resolves, once it is gone, to how many processes it was.
 *
 * Processes are known by a mark in their environment, which their own children inherit and which, unlike a
 * written-down process id, can never name a stranger. Call it only while holding the workspace's lock.
 */
export async function endOrphans(owner: string): Promise<number> {
  const orphans = marked(owner);
  for (const pid of orphans) kill(pid);
  const deadline = Date.now() + goneWithinMillis;
  // Their ports and files are free only when they are gone.
  while (marked(owner).length > 0 && Date.now() < deadline) await setTimeout(pollMillis);
  return orphans.length;
}

function marked(owner: string): number[] {
  const mark = `${markName}=${owner}`;
  return processIds().filter((pid) => environmentOf(pid).includes(mark));
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
