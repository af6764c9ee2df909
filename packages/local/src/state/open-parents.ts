import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem, shellWord } from '@atelier/problem';
import { ownAccount } from './own-account.ts';

/** A folder in which others may put one thing in the place of another. */
export interface OpenParent {
  readonly folder: string;
  readonly owner: number;
  readonly mode: number;
}

const groupAndOthers = 0o022;
const others = 0o002;
/** Set on /tmp: there everybody can remove what is theirs alone. */
const sticky = 0o1000;

/** The nearest folder above a path in which everybody may exchange what lies there. */
export function openToEverybody(path: string): OpenParent | undefined {
  return foldersAbove(path).find(({ mode }) => mayExchange(mode, others));
}

/**
 * Stops where anybody else could put another folder in the place of this one.
 *
 * @throws Problem OpenParent when a folder above it is neither this account's nor root's, or others may write to it
 */
export function refuseOpenParents(path: string): void {
  const open = foldersAbove(path).find(
    ({ owner, mode }) => (owner !== 0 && owner !== ownAccount()) || mayExchange(mode, groupAndOthers),
  );
  if (open !== undefined) throw openParent(path, open);
}

function foldersAbove(path: string): readonly OpenParent[] {
  const folder = dirname(path);
  const { uid, mode } = lstatSync(folder);
  return [{ folder, owner: uid, mode: mode & 0o7777 }, ...(folder === '/' ? [] : foldersAbove(folder))];
}

function mayExchange(mode: number, whose: number): boolean {
  return (mode & whose) !== 0 && (mode & sticky) === 0;
}

function openParent(path: string, { folder, owner, mode }: OpenParent): Problem {
  return new Problem({
    code: 'OpenParent',
    message: `Others can put something else in the place of ${path}: ${folder} belongs to the account ${owner} and has the mode ${mode.toString(8)}; accepted is a folder of yours or of root that nobody else may write to.`,
    fix: `Close it (chmod go-w ${shellWord(folder)}), or move the workspace to a shorter path, whose sockets lie beside it.`,
    whose: 'machine',
    state: 'Nothing was changed.',
  });
}
