import { randomBytes } from 'node:crypto';
import { readSecret, writeWhole } from '@atelier/local/state';
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
  const key = readSecret(file, (what, cause) => damaged(file, what, cause));
  if (key !== undefined && key.length !== keyBytes) throw damaged(file, `it is not a file of ${keyBytes} bytes`);
  return key;
}

function makeKey(file: string): Buffer {
  const key = randomBytes(keyBytes);
  writeWhole(file, key);
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
