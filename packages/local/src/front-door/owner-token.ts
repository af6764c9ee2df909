import { createHash, randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** The owner's token in files that the owner alone may read, new at each start. */
export interface OwnerToken {
  /** By which the front door knows it; nobody gets in by the digest. */
  readonly digest: string;
  /** The token alone, without an end of line. */
  readonly tokenFile: string;
  /** The same as a header line, for `curl -H @FILE`: a token in a command line is seen by every account. */
  readonly headerFile: string;
  remove(): void;
}

/** Make a token that nobody can guess, 256 random bits, and write it down; a reader sees a whole file or none. */
export function makeOwnerToken(tokenFile: string): OwnerToken {
  const text = randomBytes(32).toString('base64url');
  const headerFile = `${tokenFile}.header`;
  writePrivate(tokenFile, text);
  writePrivate(headerFile, `Authorization: Bearer ${text}\n`);
  return {
    digest: createHash('sha256').update(text).digest('hex'),
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
