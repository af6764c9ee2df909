import { Problem, shellWord } from '@atelier/problem';
import { textOfFile } from './text-of-file.ts';

const mostBytes = 4096;

/**
 * The secret of the front door at the provider that the file names, from a file of this account that is shut to others.
 *
 * @throws Problem SecretFileUnusable
 */
export function clientSecret(path: string): string {
  const refuse = (what: string, cause?: unknown) => unusable(path, what, cause);
  const secret = textOfFile(path, { mostBytes, readers: 'this account alone', unusable: refuse }).trim();
  if (!/^[!-~]+$/.test(secret)) throw refuse('holds something else than one secret of ASCII without spaces');
  return secret;
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
