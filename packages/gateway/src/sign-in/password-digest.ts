import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's parameters for scrypt at 32 MiB (Password Storage Cheat Sheet). */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const hashBytes = 32;
const saltBytes = 16;

/** What is kept of a password. */
export interface PasswordDigest {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** Digest a password, with a salt of its own; a sign that can be typed in two ways counts as one. */
export async function digestPassword(password: string): Promise<PasswordDigest> {
  const salt = randomBytes(saltBytes);
  return { salt, hash: await hashed(password, salt) };
}

/** Whether a password is the one of a digest, in a time that does not say how nearly. */
export async function fitsDigest(password: string, { salt, hash }: PasswordDigest): Promise<boolean> {
  return timingSafeEqual(await hashed(password, salt), hash);
}

function hashed(password: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, hashBytes, cost, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    );
  });
}
