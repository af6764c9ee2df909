import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';

/** @throws Problem where the credentials are not those of the account that the file or the command names */
export function refuseWrongAccount({ aws }: Workspace, account: string): void {
  const wanted = aws?.account ?? account;
  if (wanted === account) return;
  throw new Problem({
    code: 'WrongAccount',
    message: `The credentials are those of the account ${account}; the file or --account names "${wanted}".`,
    fix: `Sign in to ${wanted}, or correct aws.account or --account.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
