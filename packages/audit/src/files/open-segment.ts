import { closeSync, constants, fchmodSync, fstatSync, openSync, type Stats } from 'node:fs';
import { auditUnusable } from './audit-unusable.ts';

const { O_RDONLY, O_RDWR, O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK } = constants;

/** Open a file of a log that is to be written to; whatever is written goes to its end. */
export function openToAppend(path: string): number {
  return openPlain(path, O_RDWR | O_APPEND);
}

/** Make the next file of a log, which was not there. */
export function makeSegment(path: string): number {
  return openPlain(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL);
}

export function openToRead(path: string): number {
  return openPlain(path, O_RDONLY);
}

/** A link, a pipe, a file that has another name too, or one of somebody else is refused. */
export function openPlain(path: string, flags: number): number {
  const fd = openOrProblem(path, flags | O_NOFOLLOW | O_NONBLOCK);
  const status = fstatSync(fd);
  const wrong = wrongWith(status);
  if (wrong !== undefined) {
    closeSync(fd);
    throw auditUnusable(path, wrong);
  }
  if ((flags & O_RDWR) !== 0 && (status.mode & 0o7777) !== 0o600) fchmodSync(fd, 0o600);
  return fd;
}

function openOrProblem(path: string, flags: number): number {
  try {
    return openSync(path, flags, 0o600);
  } catch (error) {
    throw auditUnusable(path, error);
  }
}

function wrongWith(status: Stats): string | undefined {
  if (!status.isFile()) return 'it is no plain file';
  if (status.uid !== process.geteuid?.()) return `it belongs to the account ${status.uid}`;
  return status.nlink === 1 ? undefined : `the file has ${status.nlink} names`;
}
