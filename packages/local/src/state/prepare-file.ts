import { closeSync, lstatSync, openSync } from 'node:fs';
import { ownAccount } from './own-account.ts';
import { ofAnotherAccount, stateProblem, wrongKind } from './state-problem.ts';

/**
 * Make sure that a path leads to a plain file of this account, new and shut to others when there was none, before a
 * library opens it: SQLite would follow a link and wait at a pipe.
 *
 * A file that is there is not opened: closing it would let go of a lock that this process holds on it.
 */
export function prepareFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx+', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw stateProblem(error, path);
    const status = lstatSync(path);
    if (!status.isFile()) throw wrongKind(path, 'a file', error);
    if (status.uid !== ownAccount()) throw ofAnotherAccount(path, status.uid);
  }
}
