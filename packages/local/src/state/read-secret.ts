import { closeSync, constants, fchmodSync, fstatSync, openSync, readFileSync } from 'node:fs';
import type { Problem } from '@atelier/problem';
import { ownAccount } from './own-account.ts';

const mostBytes = 4096;

/**
 * Read a secret from a file that is the owner's alone, and shut that to others; undefined: there is none.
 *
 * @param damaged what is thrown where something else is there, with what that is
 */
export function readSecret(file: string, damaged: (what: string, cause?: unknown) => Problem): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw damaged(`it cannot be opened (${code})`, error);
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.size > mostBytes) throw damaged('it is no small file');
    if (status.uid !== ownAccount()) throw damaged('it belongs to another account');
    if ((status.mode & 0o077) !== 0) fchmodSync(descriptor, 0o600);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
