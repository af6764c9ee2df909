import { totalmem } from 'node:os';

/** What a space as a whole may take. */
export interface SpaceLimits {
  readonly memoryBytes: number;
  /** Processes and threads. */
  readonly processes: number;
}

/** What a space takes now. */
export interface SpaceUse {
  /** What its processes have to themselves, and its shared memory. */
  readonly memoryBytes: number;
  readonly processes: number;
}

const gibibyte = 1024 ** 3;
const mostProcesses = 4096;

/** On this machine: half of its memory, and no more than 8 GiB. */
export function usualLimits(machineBytes: number = totalmem()): SpaceLimits {
  return { memoryBytes: Math.min(8 * gibibyte, Math.floor(machineBytes / 2)), processes: mostProcesses };
}
