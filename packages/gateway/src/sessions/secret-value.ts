import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const bytes = 32;

/** A value that lets somebody in: 256 random bits, as 43 signs that stand anywhere as they are. */
export function secretValue(): string {
  return randomBytes(bytes).toString('base64url');
}

/** Whether a text has the form of such a value; what comes from outside is not looked up unless it has. */
export function isSecretForm(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** What is kept of it: nobody gets from here to the value. */
export function secretDigest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

/** Whether two are the same, in a time that does not say where they differ. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(secretDigest(one), secretDigest(other));
}
