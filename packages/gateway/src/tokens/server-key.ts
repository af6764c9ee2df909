import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { Problem, shellWord } from '@atelier/problem';

const keyBytes = 32;

/**
 * The key by which secrets of key pairs are made, from its file; made at first, for the owner's account alone.
 *
 * Whoever loses it loses the key pairs; whoever reads it can sign as any of them whose id they know.
 *
 * @throws Problem ServerKeyDamaged when something else than such a key is there
 */
export function serverKeyAt(file: string): Buffer {
  return readKey(file) ?? makeKey(file);
}

function readKey(file: string): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw damaged(file, `it cannot be opened (${code})`, error);
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.size !== keyBytes) throw damaged(file, `it is not a file of ${keyBytes} bytes`);
    if (status.uid !== process.getuid?.()) throw damaged(file, 'it belongs to another account');
    if ((status.mode & 0o077) !== 0) fchmodSync(descriptor, 0o600);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function makeKey(file: string): Buffer {
  const key = randomBytes(keyBytes);
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, key);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
  return key;
}

function damaged(file: string, what: string, cause?: unknown): Problem {
  const details = {
    code: 'ServerKeyDamaged',
    message: `The key of the front door is not to be had from ${file}: ${what}.`,
    fix: `Move it away (mv ${shellWord(file)} ${shellWord(`${file}.damaged`)}); key pairs are then made anew with "atelier token make NAME --aws".`,
    whose: 'machine',
    state: 'Nothing was changed.',
  } as const;
  return new Problem(details, cause);
}
