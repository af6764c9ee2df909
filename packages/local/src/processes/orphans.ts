import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Problem } from '@atelier/problem';

const markName = 'ATELIER_STATE';

/** The environment variable by which a process, and all that it starts, is known to belong to a workspace. */
export function ownershipMark(owner: string): Record<string, string> {
  return { [markName]: owner };
}

/** A killed process is gone within this time, unless the kernel cannot let go of it. */
const goneWithinMillis = 30_000;
const pollMillis = 10;

interface Marked {
  readonly pid: number;
  readonly parent: number;
  /** In the kernel's own words: a process id alone may be a stranger's by now. */
  readonly startedAt: string;
}

/**
 * End what a killed supervisor of this workspace left running; resolves, once it is gone, to how many processes it was,
 * those not counted that they had started themselves.
 *
 * Processes are known by a mark in their environment, which their own children inherit and which, unlike a
 * written-down process id, can never name a stranger. Call it only while holding the workspace's lock.
 *
 * @throws Problem ProcessLeft when the kernel does not end one.
 */
export async function endOrphans(owner: string): Promise<number> {
  const ended = new Map<number, Marked>();
  const deadline = Date.now() + goneWithinMillis;
  for (;;) {
    for (const process of marked(owner)) {
      // As it was first seen: when its parent has gone before it, it has another one.
      if (!ended.has(process.pid)) ended.set(process.pid, process);
      kill(process.pid);
    }
    // A dying process loses its environment before its sockets and locks: those are free only when it is gone.
    const left = [...ended.values()].filter((process) => !isGone(process));
    if (left.length === 0) break;
    if (Date.now() > deadline) throw processLeft(left.map(({ pid }) => pid));
    await setTimeout(pollMillis);
  }
  return [...ended.values()].filter(({ parent }) => !ended.has(parent)).length;
}

function marked(owner: string): Marked[] {
  const mark = `${markName}=${owner}`;
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && environmentOf(pid).includes(mark))
    .flatMap((pid) => {
      const fields = statOf(`/proc/${pid}/stat`);
      return fields === undefined ? [] : [{ pid, parent: Number(fields[1]), startedAt: fields[19] ?? '' }];
    });
}

/** Whether a process has let go of all it held: all of its threads have ended, whether or not anybody has looked. */
function isGone({ pid, startedAt }: Marked): boolean {
  if (statOf(`/proc/${pid}/stat`)?.[19] !== startedAt) return true;
  return threadsOf(pid).every((thread) =>
    ['Z', 'X', undefined].includes(statOf(`/proc/${pid}/task/${thread}/stat`)?.[0]),
  );
}

/** The fields after the name, from the state on; undefined when there is no such process. */
function statOf(file: string): readonly string[] | undefined {
  return unlessGone(() => readFileSync(file, 'utf8').split(') ').at(-1)?.split(' '));
}

function threadsOf(pid: number): readonly string[] {
  return unlessGone(() => readdirSync(`/proc/${pid}/task`)) ?? [];
}

function environmentOf(pid: number): readonly string[] {
  return unlessGone(() => readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')) ?? [];
}

/** Result of reading from a process; undefined when it has ended meanwhile, or is another user's: not ours either way. */
function unlessGone<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function processLeft(pids: readonly number[]): Problem {
  return new Problem({
    code: 'ProcessLeft',
    message: `The kernel has not ended the processes ${pids.join(', ')} of this workspace within ${goneWithinMillis / 1000} s.`,
    fix: 'See what they wait for (often a disk that does not answer), then run the command again.',
    whose: 'machine',
    state: 'The rest of the workspace is down; what was acknowledged is kept.',
  });
}
