import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem, shellWord } from '@atelier/problem';
import { ownAccount } from './own-account.ts';

const wrongKinds = ['ENOTDIR', 'EEXIST', 'EISDIR', 'ERR_FS_EISDIR', 'ELOOP', 'ENXIO'];

/** Problem of a place of a workspace's state that Atelier does not get past; other errors are given back as they are. */
export function stateProblem(cause: unknown, path: string): unknown {
  if (cause instanceof Problem) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === undefined) return cause;
  if (code === 'EACCES' || code === 'EPERM') return notAllowed(path, cause);
  if (wrongKinds.includes(code)) return wrongKind(path, 'a plain file or folder', cause);
  if (code === 'EROFS') return notWritable(path, 'lies on a disk that can only be read', cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return noRoom(path, cause);
  return problem('StateUnusable', `${path} cannot be used: ${message}.`, 'Mend that, then run it again.', cause);
}

/** The state, or something in it, belongs to somebody else. */
export function ofAnotherAccount(path: string, owner: number): Problem {
  return problem(
    'FolderOfAnotherUser',
    `${path} belongs to the account ${owner}; accepted is what belongs to yours, ${ownAccount()}.`,
    `Run the command as that account, or give the folder to yours: sudo chown -R ${ownAccount()} ${shellWord(path)}`,
  );
}

/** Something is no plain folder or file where one has to be. */
export function wrongKind(path: string, accepted: string, cause?: unknown): Problem {
  const kind = kindOf(path);
  const move = kind === 'a link' ? `rm ${shellWord(path)}` : `mv ${shellWord(path)} ${shellWord(`${path}.old`)}`;
  return problem('StateWrongKind', `${path} is ${kind}; accepted is ${accepted}.`, `Take it away: ${move}`, cause);
}

/** SQLite's error about a file of the state, as a problem; `fix` is what to do where it is damaged. */
export function sqliteProblem(cause: unknown, file: string, fix: string): unknown {
  if (!(cause instanceof Error) || !('errcode' in cause)) return stateProblem(cause, file);
  switch (Number(cause.errcode) & 0xff) {
    case sqlite.full:
      return noRoom(file, cause);
    case sqlite.denied:
    case sqlite.readOnly:
    case sqlite.cannotOpen:
      return notAllowed(file, cause);
    case sqlite.otherSchema:
    case sqlite.corrupt:
    case sqlite.noDatabase:
      return problem('StateDamaged', `${file} cannot be read as what it was: ${cause.message}.`, fix, cause);
    default:
      return problem('StateUnusable', `${file} cannot be used: ${cause.message}.`, inUse(file), cause);
  }
}

const sqlite = {
  otherSchema: 1,
  denied: 3,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  noDatabase: 26,
} as const;

function inUse(file: string): string {
  return `See that no other program uses it (fuser ${shellWord(file)}) and that its disk is well, then run it again.`;
}

function notAllowed(path: string, cause: unknown): Problem {
  const { place, owner } = nearest(path);
  if (place === path && owner !== ownAccount()) return ofAnotherAccount(path, owner);
  return notWritable(
    place,
    owner === ownAccount() ? 'may not be opened or written' : `belongs to the account ${owner}`,
    cause,
  );
}

function notWritable(path: string, why: string, cause: unknown): Problem {
  return problem(
    'StateNotWritable',
    `${path} ${why}; accepted is a folder that your account, ${ownAccount()}, may write to.`,
    'Give yourself that right, or copy the workspace to a folder of yours.',
    cause,
  );
}

function noRoom(path: string, cause: unknown): Problem {
  return problem(
    'DiskFull',
    `There is no space, or no place for another file, left on the disk of ${path}.`,
    'Remove something there (df -h and df -i show what is full), then run the command again.',
    cause,
  );
}

function problem(code: string, message: string, fix: string, cause?: unknown): Problem {
  return new Problem({ code, message, fix, whose: 'machine', state: 'Nothing was changed.' }, cause);
}

/** A place, or the folder above it that is there and can be seen, and whose it is. */
function nearest(path: string): { readonly place: string; readonly owner: number } {
  try {
    return { place: path, owner: lstatSync(path).uid };
  } catch {
    return nearest(dirname(path));
  }
}

function kindOf(path: string): string {
  try {
    const status = lstatSync(path);
    if (status.isSymbolicLink()) return 'a link';
    if (status.isDirectory()) return 'a folder';
    return status.isFile() ? 'a file' : 'neither a folder nor a file';
  } catch {
    return 'not what was expected';
  }
}
