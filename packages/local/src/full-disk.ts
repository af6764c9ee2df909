import { statfsSync } from 'node:fs';
import { Problem } from '@atelier/problem';

/** Fewer new files than this, and a run could soon not make one. */
const leastFiles = 1000;

/** Refuse to start where writing would soon fail. */
export function refuseFullDisk(folder: string, leastMegabytes: number): void {
  const { bavail, bsize, files, ffree } = statfsSync(folder);
  const freeMegabytes = Math.floor((bavail * bsize) / 1e6);
  if (freeMegabytes < leastMegabytes)
    throw diskFull(
      `Only ${freeMegabytes} MB are free on the disk of ${folder}; a workspace needs at least ${leastMegabytes} MB.`,
    );
  // A file system that makes places for files as they are needed counts none.
  if (files > 0 && ffree < leastFiles)
    throw diskFull(
      `The disk of ${folder} has places for ${ffree} more files; a workspace needs at least ${leastFiles} (df -i counts them).`,
    );
}

function diskFull(message: string): Problem {
  return new Problem({
    code: 'DiskFull',
    message,
    fix: 'Remove something from that disk, then run the command again.',
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
