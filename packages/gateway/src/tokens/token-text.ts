import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const idBytes = 8;
const secretBytes = 32;

/** A token as it is shown once: whose it is stands under its id, and the secret alone lets in. */
export interface TokenText {
  /** No secret. */
  readonly id: string;
  readonly secret: string;
}

/** A token that nobody can guess: 256 random bits. */
export function makeTokenText(): TokenText {
  return { id: randomBytes(idBytes).toString('hex'), secret: randomBytes(secretBytes).toString('base64url') };
}

/** As people and programs hold it: with a beginning by which a leaked one is found. */
export function tokenText({ id, secret }: TokenText): string {
  return `atl_${id}_${secret}`;
}

/** The token that a text is by its form; undefined: none of ours. */
export function readTokenText(text: string): TokenText | undefined {
  const [, id, secret] = /^atl_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** What is kept of a secret. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether a secret is the one of a digest, in the same time whatever differs. */
export function isSecretOf(secret: string, digest: Uint8Array): boolean {
  return timingSafeEqual(digestOf(secret), digest);
}
