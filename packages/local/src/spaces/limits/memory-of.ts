import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { readOfProcess, type SeenProcess } from './process-tree.ts';

const pageBytes = 4096;

/** A process and what it has to itself. */
export interface WeighedProcess {
  readonly process: SeenProcess;
  readonly bytes: number;
}

/** What each process has to itself, quickly: what a child shares with its parent counts for both. */
export function roughMemory(processes: readonly SeenProcess[]): readonly WeighedProcess[] {
  return processes.map((process) => {
    const [, resident = 0, shared = 0] = (readOfProcess(process.pid, 'statm') ?? '').split(' ').map(Number);
    return { process, bytes: Math.max(0, resident - shared) * pageBytes };
  });
}

/** The same with what is shared divided among those who share it; slow, since the kernel goes through all pages. */
export function exactMemory(processes: readonly SeenProcess[]): readonly WeighedProcess[] {
  return processes.map((process) => {
    const text = readOfProcess(process.pid, 'smaps_rollup');
    const kibibytes = /^Pss_Anon:\s+(\d+) kB$/m.exec(text ?? '')?.[1];
    return kibibytes === undefined
      ? (roughMemory([process])[0] ?? { process, bytes: 0 })
      : { process, bytes: Number(kibibytes) * 1024 };
  });
}

/** What lies in the shared memory that a process sees, as files; 0 where it is not to be looked at. */
export function sharedMemoryBytes({ pid }: SeenProcess): number {
  try {
    const { blocks, bfree, bsize } = statfsSync(join('/proc', String(pid), 'root', 'dev', 'shm'));
    return (blocks - bfree) * bsize;
  } catch {
    return 0;
  }
}

/** The sum of several. */
export function bytesOf(weighed: readonly WeighedProcess[]): number {
  return weighed.reduce((sum, { bytes }) => sum + bytes, 0);
}
