import { bytesOf, exactMemory, roughMemory, sharedMemoryBytes, type WeighedProcess } from './memory-of.ts';
import { type ProcessTree, type SeenProcess, startedBy } from './process-tree.ts';
import type { SpaceLimits, SpaceUse } from './space-limits.ts';

/** What a space takes, and what is to end for it to take no more than it may. */
export interface JudgedSpace {
  readonly use: SpaceUse;
  /** Undefined: nothing. */
  readonly toEnd?: {
    readonly process: SeenProcess;
    readonly because: 'memory' | 'processes';
    /** What it had to itself. */
    readonly bytes: number;
  };
}

/**
 * Judge a space by all of its processes.
 *
 * Of one that takes too much memory the process ends that has the most; of one with too many processes the first, and with it all.
 *
 * @param pid of the process that its walls were made by
 */
export function judgeSpace(tree: ProcessTree, pid: number, limits: SpaceLimits): JudgedSpace {
  const processes = startedBy(tree, pid);
  const [first] = processes;
  if (first === undefined) return { use: { memoryBytes: 0, processes: 0 } };
  const count = processes.reduce((sum, { threads }) => sum + threads, 0);
  const shared = sharedMemoryBytes(first);
  const rough = bytesOf(roughMemory(processes)) + shared;
  if (count > limits.processes) {
    return {
      use: { memoryBytes: rough, processes: count },
      toEnd: { process: first, because: 'processes', bytes: rough },
    };
  }
  if (rough <= limits.memoryBytes) return { use: { memoryBytes: rough, processes: count } };
  // What a fork shares with its parent was counted twice.
  const weighed = exactMemory(processes);
  const use = { memoryBytes: bytesOf(weighed) + shared, processes: count };
  if (use.memoryBytes <= limits.memoryBytes) return { use };
  // With the first process of the namespace, all would end.
  const { process, bytes } = weighed.slice(1).reduce(larger, { process: first, bytes: 0 });
  return { use, toEnd: { process, because: 'memory', bytes } };
}

function larger(one: WeighedProcess, other: WeighedProcess): WeighedProcess {
  return other.bytes > one.bytes ? other : one;
}
