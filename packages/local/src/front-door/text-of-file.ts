import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import type { Problem } from '@atelier/problem';
import { ownAccount } from '../state/own-account.ts';

/** How a file is read, and how it is said that it cannot be. */
export interface FileReading {
  readonly mostBytes: number;
  /** Of a secret: a file of another account, or that others can read, is refused. */
  readonly readers: 'anybody' | 'this account alone';
  /** `what` completes "The file …". */
  unusable(what: string, cause?: unknown): Problem;
}

/**
 * The text of a plain file; it is looked at through the same descriptor that it is read by.
 *
 * @throws what `unusable` makes
 */
export function textOfFile(path: string, { mostBytes, readers, unusable }: FileReading): string {
  const fd = opened(path, unusable);
  try {
    const { uid, mode, size } = fstatSync(fd);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) throw unusable('is no plain file');
    if (readers === 'this account alone') {
      if (uid !== ownAccount()) throw unusable(`belongs to the account ${uid}`);
      if ((mode & 0o077) !== 0)
        throw unusable(`has the mode ${(mode & 0o777).toString(8)}, so others can read or change it`);
    }
    if (size > mostBytes) throw unusable(`has ${size} bytes, more than ${mostBytes}`);
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

function opened(path: string, unusable: FileReading['unusable']): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw unusable(`cannot be read (${(error as NodeJS.ErrnoException).code})`, error);
  }
}
