import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, constants, fchmodSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, shellWord } from '@atelier/problem';
import { ownAccount } from '../state/own-account.ts';
import { writeWhole } from '../state/write-whole.ts';
import type { StateFolder } from '../state-folder.ts';

/**
 * The key that receipts of a workspace are signed with, made once, for the owner's account alone.
 *
 * @throws Problem ReceiptKeyDamaged when something else than such a key is there
 */
export function receiptKey(state: StateFolder): KeyObject {
  return receiptKeyMade(state) ?? makeKey(keyFile(state));
}

/** The key as it is there; undefined: nothing was ever signed. */
export function receiptKeyMade(state: StateFolder): KeyObject | undefined {
  const file = keyFile(state);
  const text = readOwn(file);
  if (text === undefined) return undefined;
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw damaged(file, 'it holds no key', error);
  }
  throw damaged(file, 'it holds a key of another kind');
}

function keyFile({ receipts }: StateFolder): string {
  return join(receipts, 'key.pem');
}

function makeKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  writeWhole(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return privateKey;
}

function readOwn(file: string): string | undefined {
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
    if (!status.isFile() || status.size > 4096) throw damaged(file, 'it is no small file');
    if (status.uid !== ownAccount()) throw damaged(file, 'it belongs to another account');
    if ((status.mode & 0o077) !== 0) fchmodSync(descriptor, 0o600);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function damaged(file: string, what: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'ReceiptKeyDamaged',
      message: `The key that receipts are signed with is not to be had from ${file}: ${what}.`,
      fix: `Move it away (mv ${shellWord(file)} ${shellWord(`${file}.damaged`)}); the next receipt is signed with a new one, and older ones are verified with --key.`,
      whose: 'machine',
      state: 'Nothing was signed.',
    },
    cause,
  );
}
