import { readdirSync, readFileSync } from 'node:fs';

/** A process as the kernel tells of it. */
export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  readonly threads: number;
  /** In the kernel's own words: an id alone may be another process's by now. */
  readonly startedAt: number;
}

/** All processes of the machine, by the process that started them. */
export type ProcessTree = ReadonlyMap<number, readonly SeenProcess[]>;

/** Look at all processes once. */
export function lookAtProcesses(): ProcessTree {
  const children = new Map<number, SeenProcess[]>();
  for (const name of readdirSync('/proc')) {
    const seen = /^\d+$/.test(name) ? seenProcess(Number(name)) : undefined;
    if (seen === undefined) continue;
    const siblings = children.get(seen.parent);
    if (siblings === undefined) children.set(seen.parent, [seen]);
    else siblings.push(seen);
  }
  return children;
}

/**
 * All that a process has started, and what that has: those whose parents have ended belong to the first process of their
 * namespace, and so to it as well.
 */
export function startedBy(tree: ProcessTree, pid: number): readonly SeenProcess[] {
  const found = [...(tree.get(pid) ?? [])];
  for (const { pid: parent } of found) found.push(...(tree.get(parent) ?? []));
  return found;
}

/** Kill a process, if it is still the one that was seen. */
export function killSeen({ pid, startedAt }: SeenProcess): void {
  if (seenProcess(pid)?.startedAt !== startedAt) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function seenProcess(pid: number): SeenProcess | undefined {
  const text = readOfProcess(pid, 'stat');
  // The name stands in brackets, and may hold any character.
  const fields = text?.slice(text.lastIndexOf(') ') + 2).split(' ');
  if (fields === undefined || ['Z', 'X'].includes(fields[0] ?? '')) return undefined;
  return { pid, parent: Number(fields[1]), threads: Number(fields[17]), startedAt: Number(fields[19]) };
}

/** A file of a process below /proc; undefined when it has ended, or is not to be looked at. */
export function readOfProcess(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
