import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '@atelier/problem';
import { makeFolder } from './hold-folder.ts';
import { refuseOpenParents } from './open-parents.ts';
import { ownAccount } from './own-account.ts';
import { readPlain } from './read-plain.ts';
import { writeWhole } from './write-whole.ts';

/** Linux takes 107 bytes for the path of a socket; this leaves room for the longest name. */
const mostFolderBytes = 70;

/**
 * Where the sockets of a workspace are: in its `run` folder, or elsewhere when that path is too long for one.
 *
 * Elsewhere is what whoever made it has written down in `run`; before that, where it would be made first.
 */
export function socketsFolder(run: string, runtimeFolder: string | undefined): string {
  if (Buffer.byteLength(run) <= mostFolderBytes) return run;
  return written(run) ?? join(firstPlace(runtimeFolder), digestOf(run));
}

/**
 * Make the folder of the sockets, and write down where it is when it is elsewhere.
 *
 * Where a stranger has taken the name first, one is made that nobody could know before.
 */
export function makeSocketsFolder(run: string, wanted: string): string {
  if (wanted === run) return run;
  const made = tryToMake(wanted) ?? makeAt(join(mkdtempSync(`/tmp/atelier-${ownAccount()}-`), digestOf(run)));
  if (written(run) !== made) writeWhole(join(run, 'sockets'), `${made}\n`);
  return made;
}

/** Leave nothing of the sockets where they are elsewhere; call it while holding the workspace's lock. */
export function removeSocketsFolder(run: string, sockets: string): void {
  if (sockets === run) return;
  rmSync(sockets, { recursive: true, force: true });
  rmSync(join(run, 'sockets'), { force: true });
  try {
    rmdirSync(dirname(sockets));
  } catch {
    // Other workspaces of the account have theirs in it.
  }
}

/** Undefined when something is in the way. */
function tryToMake(path: string): string | undefined {
  try {
    return makeAt(path);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** A folder of this workspace inside one of this account. */
function makeAt(path: string): string {
  using parent = makeFolder(dirname(path));
  using _ = makeFolder(parent.at(basename(path)), path);
  refuseOpenParents(path);
  return path;
}

/** The session's own folder where there is one that is private, else one for the account. */
function firstPlace(runtimeFolder: string | undefined): string {
  if (runtimeFolder !== undefined && isPrivate(runtimeFolder)) return join(runtimeFolder, 'atelier');
  return `/tmp/atelier-${ownAccount()}`;
}

const bytesBelow = '/atelier/0123456789abcdef'.length;

function isPrivate(folder: string): boolean {
  if (!folder.startsWith('/') || Buffer.byteLength(folder) + bytesBelow > mostFolderBytes) return false;
  const status = lstatSync(folder, { throwIfNoEntry: false });
  return status?.isDirectory() === true && status.uid === ownAccount() && (status.mode & 0o077) === 0;
}

function digestOf(run: string): string {
  return createHash('sha256').update(run).digest('hex').slice(0, 16);
}

function written(run: string): string | undefined {
  const path = readPlain(join(run, 'sockets'))?.trim();
  return path?.startsWith('/') && Buffer.byteLength(path) <= mostFolderBytes ? path : undefined;
}
