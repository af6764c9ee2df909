import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A process and what it holds of the memory, shared pages by its share. */
interface Held {
  readonly program: string;
  readonly pssMiB: number;
}

/** The memory that a process and all that it has started hold, the largest first. */
export function idleMemory(root: number): { readonly pssMiB: number; readonly processes: readonly Held[] } {
  const processes = family(root).map(held);
  const pssMiB = Math.round(processes.reduce((sum, process) => sum + process.pssMiB, 0));
  return { pssMiB, processes: processes.toSorted((a, b) => b.pssMiB - a.pssMiB) };
}

function family(root: number): readonly number[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  const found = [root];
  for (const pid of found) found.push(...all.filter((other) => parentOf(other) === pid));
  return found;
}

function parentOf(pid: number): number | undefined {
  try {
    // The name in brackets may hold anything.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  } catch {
    return undefined;
  }
}

function held(pid: number): Held {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, 4);
  const program = words.map((word) => basename(word)).join(' ');
  const kibibytes = Number(/^Pss: +(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]);
  return { program, pssMiB: Math.round(kibibytes / 102.4) / 10 };
}
