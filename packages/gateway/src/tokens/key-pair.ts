import { createHmac, randomBytes } from 'node:crypto';

/** Credentials of the form that AWS's clients sign with. */
export interface KeyPair {
  /** No secret; 20 letters and digits, as AWS's own. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const idLetters = 16;

/** A key pair whose secret can be made again by whoever has the server's key. */
export function makeKeyPair(serverKey: Buffer): KeyPair {
  const id = Array.from(randomBytes(idLetters), (byte) => letters[byte % letters.length]).join('');
  const accessKeyId = `ATLK${id}`;
  return { accessKeyId, secretAccessKey: secretOfKey(serverKey, accessKeyId) };
}

/** The secret of a key pair; it is stored nowhere, as a signature cannot be checked by a digest. */
export function secretOfKey(serverKey: Buffer, accessKeyId: string): string {
  return createHmac('sha256', serverKey).update(accessKeyId).digest('base64url');
}
