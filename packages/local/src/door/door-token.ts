import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';

/** The token that a request must carry to be let in. */
export interface DoorToken {
  /** In the form in which it is written down and sent. */
  readonly text: string;
  /** Takes as long for a wrong token as for the right one. */
  matches(presented: string): boolean;
}

/** Make a token that nobody can guess: 256 random bits. */
export function newToken(): DoorToken {
  const text = randomBytes(32).toString('base64url');
  const digest = digestOf(text);
  return { text, matches: (presented) => timingSafeEqual(digestOf(presented), digest) };
}

/**
 * The token that a request carries, or undefined.
 *
 * As a bearer (MLflow, curl), as the password of basic authentication (MLflow, browsers), or as the session token of AWS
 * credentials (boto3), whose signature is not looked at. Nowhere else, and never in an address, which ends in logs.
 */
export function presentedToken(headers: IncomingHttpHeaders): string | undefined {
  const [, scheme = '', value = ''] = /^(\S+) +(.+)$/.exec(headers.authorization ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return value;
    case 'basic':
      return /:(.*)$/s.exec(Buffer.from(value, 'base64').toString())?.[1];
    case 'aws4-hmac-sha256':
      return headers['x-amz-security-token']?.toString();
    default:
      return undefined;
  }
}

/** A token in files that their owner alone may read. */
export interface TokenFiles {
  /** The token alone, without an end of line. */
  readonly tokenFile: string;
  /** The same as a header line, for `curl -H @FILE`: a token in a command line is seen by every account. */
  readonly headerFile: string;
  remove(): void;
}

/** Write a token down; a reader sees a whole file or none. */
export function writeToken({ text }: DoorToken, tokenFile: string): TokenFiles {
  const headerFile = `${tokenFile}.header`;
  writePrivate(tokenFile, text);
  writePrivate(headerFile, `Authorization: Bearer ${text}\n`);
  return {
    tokenFile,
    headerFile,
    remove: () => {
      for (const file of [tokenFile, headerFile]) rmSync(file, { force: true });
    },
  };
}

function writePrivate(file: string, text: string): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  renameSync(draft, file);
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
