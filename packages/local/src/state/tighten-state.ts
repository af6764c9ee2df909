import { chmodSync, closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, type Stats } from 'node:fs';
import { join, relative } from 'node:path';
import { type HeldFolder, holdFolder, openPathOnly } from './hold-folder.ts';
import { ownAccount } from './own-account.ts';
import { ofAnotherAccount, stateProblem, wrongKind } from './state-problem.ts';

const ofOthers = 0o7077;

/**
 * Take from everybody else whatever right they have in a workspace's state, down to the last file.
 *
 * Call it while holding the workspace's lock. Links are never followed. What people keep is left as it is, with its links and
 * of whatever account it is: nobody else comes past the folders around it.
 *
 * @throws Problem at the first thing that is a link, or belongs to another account
 */
export function tightenState(root: string): void {
  using folder = holdFolder(root);
  folder.shut();
  tightenInside(folder, root);
}

/** Homes of spaces, what projects share in them, and what they put aside. */
const ofPeople = /^(spaces\/[^/]+\/[^/]+|projects\/[^/]+\/shared(-space)?|scratch\/(shared-)?space\.[^/]+)$/;

function tightenInside(folder: HeldFolder, root: string): void {
  for (const name of readdirSync(folder.at('.'))) {
    const shown = join(folder.path, name);
    try {
      if (ofPeople.test(relative(root, shown)) && lstatSync(folder.at(name)).isDirectory()) continue;
      tightenOne(folder.at(name), shown, root);
    } catch (error) {
      // What was removed meanwhile needs no guard.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw stateProblem(error, shown);
    }
  }
}

function tightenOne(path: string, shown: string, root: string): void {
  const status = lstatSync(path);
  refuseForeign(status, shown);
  if (status.isDirectory()) {
    using folder = holdFolder(path, shown);
    folder.shut();
    tightenInside(folder, root);
  } else if ((status.mode & ofOthers) !== 0) {
    shutFile(path, shown);
  }
}

/** Opened without opening what it is, then looked at again: by then it may have become a link. */
function shutFile(path: string, shown: string): void {
  const fd = openSync(path, openPathOnly | constants.O_NOFOLLOW);
  try {
    const status = fstatSync(fd);
    refuseForeign(status, shown);
    chmodSync(`/proc/self/fd/${fd}`, status.mode & ~ofOthers);
  } finally {
    closeSync(fd);
  }
}

function refuseForeign(status: Stats, shown: string): void {
  if (status.isSymbolicLink()) throw wrongKind(shown, 'what lies in the state folder itself, never a link');
  if (status.uid !== ownAccount()) throw ofAnotherAccount(shown, status.uid);
}
