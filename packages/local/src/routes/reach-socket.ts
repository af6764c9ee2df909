import { lstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Problem, shellWord } from '@atelier/problem';
import { type HeldFolder, holdFolder } from '../state/hold-folder.ts';
import { refuseOpenParents } from '../state/open-parents.ts';
import { ownAccount } from '../state/own-account.ts';
import { ofAnotherAccount, wrongKind } from '../state/state-problem.ts';
import type { StateFolder } from '../state-folder.ts';

/** A way to a socket of the supervisor that no one can bend any more while it is held. */
export interface SocketReach extends Disposable {
  readonly path: string;
}

/**
 * Make sure that who answers at a socket of the supervisor is of this account.
 *
 * The folder is held open while it is looked at and used, so that no other can be put in its place in between.
 *
 * @throws Problem when the folder or the socket is somebody else's, a link, or open to others; ENOENT as it is
 */
export function reachSocket(state: StateFolder, socket: string): SocketReach {
  using root = holdFolder(state.root);
  const isWithin = state.sockets === state.run;
  const folder = isWithin ? holdFolder(root.at('run'), state.run) : holdElsewhere(state.sockets);
  try {
    refuseOpen(folder);
    const path = folder.at(basename(socket));
    const status = lstatSync(path);
    if (status.isSymbolicLink()) throw wrongKind(socket, 'a socket');
    if (status.uid !== ownAccount()) throw ofAnotherAccount(socket, status.uid);
    return { path, [Symbol.dispose]: () => folder[Symbol.dispose]() };
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}

function holdElsewhere(sockets: string): HeldFolder {
  using account = holdFolder(dirname(sockets));
  refuseOpen(account);
  refuseOpenParents(sockets);
  return holdFolder(account.at(basename(sockets)), sockets);
}

function refuseOpen({ path, mode }: HeldFolder): void {
  if ((mode & 0o077) === 0) return;
  throw new Problem({
    code: 'SocketFolderOpen',
    message: `${path} has the mode ${mode.toString(8)}, so others could answer in the workspace's place; accepted is 700.`,
    fix: `Shut it: chmod 700 ${shellWord(path)}`,
    whose: 'machine',
    state: 'Nothing was asked and nothing was changed.',
  });
}
