import { lstatSync } from 'node:fs';
import { Problem, shellWord } from '@atelier/core';
import { ownAccount } from './own-account.ts';

/** What Atelier does not get past in a place where a workspace keeps its state; other errors are given back as they are. */
export function stateProblem(cause: unknown, path: string): unknown {
  if (cause instanceof Problem) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === undefined) return cause;
  if (code === 'EACCES' || code === 'EPERM') return notAllowed(path, cause);
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'EISDIR' || code === 'ELOOP' || code === 'ENXIO')
    return wrongKind(path, 'a folder or file of its own', cause);
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
  return problem(
    'StateWrongKind',
    `${path} is ${kindOf(path)}; accepted is ${accepted}.`,
    `Move it away, such as by: mv ${shellWord(path)} ${shellWord(`${path}.old`)}`,
    cause,
  );
}

/** What SQLite says of a file of the state, as a problem; `fix` is what to do where it is damaged. */
export function sqliteProblem(cause: unknown, file: string, fix: string): unknown {
  if (!(cause instanceof Error) || !('errcode' in cause)) return stateProblem(cause, file);
  const primary = Number(cause.errcode) & 0xff;
  if (primary === sqlite.full) return noRoom(file, cause);
  if (primary === sqlite.readOnly || primary === sqlite.cannotOpen || primary === sqlite.denied)
    return notAllowed(file, cause);
  return problem('StateDamaged', `${file} cannot be read as what it was: ${cause.message}.`, fix, cause);
}

const sqlite = { denied: 3, readOnly: 8, full: 13, cannotOpen: 14 } as const;

function notAllowed(path: string, cause: unknown): Problem {
  const owner = ownerOf(path);
  if (owner !== undefined && owner !== ownAccount()) return ofAnotherAccount(path, owner);
  return notWritable(path, 'may not be opened or written', cause);
}

function notWritable(path: string, why: string, cause: unknown): Problem {
  return problem(
    'StateNotWritable',
    `${path} ${why}; accepted is a place that your account (${ownAccount()}) may write to.`,
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

/** The owner of a place, or of the nearest folder above it that can be seen. */
function ownerOf(path: string): number | undefined {
  for (let place = path; ; place = place.slice(0, place.lastIndexOf('/'))) {
    if (place === '') return undefined;
    try {
      return lstatSync(place).uid;
    } catch {
      // Not there, or not to be seen: the folder above says whose it is.
    }
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
