import { chmodSync, closeSync, constants, fstatSync, mkdirSync, openSync } from 'node:fs';
import { ownAccount } from './own-account.ts';
import { ofAnotherAccount, stateProblem, wrongKind } from './state-problem.ts';

/** A way to a file that opens nothing: devices and pipes are left alone. Linux's own; Node does not name it. */
export const openPathOnly = 0o10000000;

/** A folder held open: whatever is renamed or put in its place meanwhile, `at` leads into this one. */
export interface HeldFolder extends Disposable {
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  /** A path to something in it, for this process alone. */
  at(name: string): string;
  /** Admit nobody but its owner from now on. */
  shut(): void;
}

/**
 * Hold a folder of this account.
 *
 * @throws Problem when it is a link, no folder, or somebody else's; ENOENT as it is
 */
export function holdFolder(path: string, shown = path): HeldFolder {
  const fd = open(path, shown);
  const { uid, mode } = fstatSync(fd);
  if (uid !== ownAccount()) {
    closeSync(fd);
    throw ofAnotherAccount(shown, uid);
  }
  const self = `/proc/self/fd/${fd}`;
  return {
    path: shown,
    mode: mode & 0o7777,
    at: (name) => `${self}/${name}`,
    shut: () => {
      if ((mode & 0o7777) !== 0o700) chmodSync(self, 0o700);
    },
    [Symbol.dispose]: () => closeSync(fd),
  };
}

/** Hold a folder that is made when it is not there; nobody else is admitted from then on. */
export function makeFolder(path: string, shown = path): HeldFolder {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw stateProblem(error, shown);
  }
  const held = holdFolder(path, shown);
  held.shut();
  return held;
}

function open(path: string, shown: string): number {
  try {
    return openSync(path, openPathOnly | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw error;
    throw code === 'ENOTDIR' ? wrongKind(shown, 'a folder', error) : stateProblem(error, shown);
  }
}
