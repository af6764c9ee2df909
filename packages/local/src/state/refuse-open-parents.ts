import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem, shellWord } from '@atelier/core';
import { ownAccount } from './own-account.ts';

/**
 * Stops where somebody else could put another folder in the place of this one.
 *
 * Above it lie only folders of this account or of root that nobody else may write to, or from which, as from /tmp,
 * everybody can remove what is theirs alone.
 *
 * @throws Problem OpenParent
 */
export function refuseOpenParents(path: string): void {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { uid, mode } = lstatSync(folder);
    const isOurs = uid === 0 || uid === ownAccount();
    const isShut = (mode & 0o022) === 0 || (mode & 0o1000) !== 0;
    if (!isOurs || !isShut) throw openParent(path, folder, uid, mode);
    if (folder === '/') return;
  }
}

function openParent(path: string, folder: string, uid: number, mode: number): Problem {
  return new Problem({
    code: 'OpenParent',
    message: `Others can put something else in the place of ${path}: ${folder} belongs to the account ${uid} and has the mode ${(mode & 0o7777).toString(8)}; accepted is a folder of yours or of root that nobody else may write to.`,
    fix: `Close it (chmod go-w ${shellWord(folder)}), or move the workspace to a shorter path, whose sockets lie beside it.`,
    whose: 'machine',
    state: 'Nothing was changed.',
  });
}
