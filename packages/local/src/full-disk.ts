import { statfsSync } from 'node:fs';
import { Problem } from '@atelier/core';

/** Refuse to start where writing would soon fail. */
export function refuseFullDisk(folder: string, leastMegabytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const freeMegabytes = Math.floor((bavail * bsize) / 1e6);
  if (freeMegabytes >= leastMegabytes) return;
  throw new Problem({
    code: 'DiskFull',
    message: `Only ${freeMegabytes} MB are free on the disk of ${folder}; a workspace needs at least ${leastMegabytes} MB.`,
    fix: 'Free some space, then run the command again.',
    whose: 'machine',
    state: 'Nothing was started and nothing is lost.',
  });
}

/** A write that failed for want of space as a problem of the machine; every other failure as it is. */
export function fullDiskProblem(error: unknown): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  const details = {
    code: 'DiskFull',
    message: `There is no space left to write ${path ?? 'a file'}.`,
    fix: 'Free some space, then run the flow again.',
    whose: 'machine',
    state: 'What had been acknowledged is kept.',
  } as const;
  return new Problem(details, error);
}
