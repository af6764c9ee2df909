import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { Problem, shellWord } from '@atelier/problem';
import { ownAccount } from '../state/own-account.ts';

const mostBytes = 4096;

/**
 * The secret of the front door at the provider that the file names, from a file of this account that is shut to others.
 *
 * @throws Problem SecretFileUnusable
 */
export function clientSecret(path: string): string {
  const fd = opened(path);
  try {
    const { uid, mode, size } = fstatSync(fd);
    const shown = (mode & 0o777).toString(8);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) throw unusable(path, 'is no plain file');
    if (uid !== ownAccount()) throw unusable(path, `belongs to the account ${uid}`);
    if ((mode & 0o077) !== 0) throw unusable(path, `has the mode ${shown}, so others can read it`);
    const secret = size > mostBytes ? '' : readFileSync(fd, 'utf8').trim();
    if (!/^[!-~]+$/.test(secret)) throw unusable(path, 'holds something else than one secret of ASCII without spaces');
    return secret;
  } finally {
    closeSync(fd);
  }
}

function opened(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw unusable(path, `cannot be read (${(error as NodeJS.ErrnoException).code})`, error);
  }
}

function unusable(path: string, what: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'SecretFileUnusable',
      message: `${path}, which signIn.oidc.secretFile names, ${what}; accepted is a file of your account that holds the client's secret and is shut to others.`,
      fix: `Write the secret of the provider into it, then: chmod 600 ${shellWord(path)}`,
      whose: 'yours',
      state: 'Nobody can sign in until then; everything else goes on.',
    },
    cause,
  );
}
