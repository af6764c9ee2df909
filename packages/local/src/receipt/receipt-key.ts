import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { Problem, shellWord } from '@atelier/problem';
import { readSecret } from '../state/read-secret.ts';
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
  const text = readSecret(file, (what, cause) => damaged(file, what, cause));
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
