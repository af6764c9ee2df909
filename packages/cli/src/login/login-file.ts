import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { Problem, shellWord } from '@atelier/problem';
import type { Io } from '../io.ts';
import { workspaceFile } from '../workspace-file.ts';

/** As whom the command line acts in a workspace. */
export interface Login {
  readonly person: string;
  readonly url: string;
  readonly token: string;
  readonly tokenId: string;
}

/** Where the login of a workspace is kept; elsewhere than beside its file, which others may read. Undefined: nowhere. */
export function loginFile(io: Io, file: string | undefined): string | undefined {
  const folder = loginFolder(io);
  const digest = createHash('sha256').update(workspaceFile(io, file)).digest('hex').slice(0, 32);
  return folder === undefined ? undefined : join(folder, `${digest}.json`);
}

/** The login of a workspace, or undefined. Problem LoginUnsafe. */
export function readLogin(io: Io, file: string | undefined): Login | undefined {
  const path = loginFile(io, file);
  const status = path === undefined ? undefined : lookedAt(dirname(path));
  if (path === undefined || status === undefined) return undefined;
  refuseUnsafe(dirname(path), status, 'a folder');
  const descriptor = openOrNothing(path);
  if (descriptor === undefined) return undefined;
  try {
    refuseUnsafe(path, fstatSync(descriptor), 'a file');
    return parsed(path, readFileSync(descriptor, 'utf8'));
  } finally {
    closeSync(descriptor);
  }
}

/** Keep a login, for this account alone. */
export function keepLogin(io: Io, file: string | undefined, login: Login): void {
  const path = loginFile(io, file);
  if (path === undefined) throw unsafe('a login', 'this account has no home folder to keep it in');
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseUnsafe(folder, lstatSync(folder), 'a folder');
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(login)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, path);
}

export function forgetLogin(io: Io, file: string | undefined): void {
  const path = loginFile(io, file);
  if (path !== undefined) rmSync(path, { force: true });
}

/** Undefined: the account has no home. */
function loginFolder({ env }: Io): string | undefined {
  const named = env.XDG_CONFIG_HOME;
  if (named !== undefined && isAbsolute(named)) return join(named, 'atelier');
  const home = env.HOME ?? ownHome();
  return home === undefined ? undefined : join(home, '.config', 'atelier');
}

/** The system does not know every account by name. */
function ownHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

/** Undefined where there is nothing, and where this account does not get to: it has kept nothing there. */
function lookedAt(folder: string) {
  try {
    return lstatSync(folder, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function openOrNothing(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw unsafe(path, code === 'ELOOP' ? 'it is a link' : `it cannot be opened (${code})`);
  }
}

function refuseUnsafe(path: string, status: ReturnType<typeof fstatSync>, kind: 'a file' | 'a folder'): void {
  const isKind = kind === 'a file' ? status.isFile() : status.isDirectory();
  if (!isKind) throw unsafe(path, `it is not ${kind}`);
  if (status.uid !== process.getuid?.()) throw unsafe(path, 'it belongs to another account');
  const mode = Number(status.mode) & 0o777;
  if ((mode & 0o077) !== 0)
    throw unsafe(path, `it has the mode ${mode.toString(8)}, so others could read or change it`);
}

function parsed(path: string, text: string): Login {
  try {
    const { person, url, token, tokenId } = JSON.parse(text) as Partial<Login>;
    const isWhole = [person, url, token, tokenId].every((part) => typeof part === 'string');
    if (isWhole) return { person, url, token, tokenId } as Login;
  } catch {
    // As with one that lacks something.
  }
  throw unsafe(path, 'it is not a login as "atelier login" writes it');
}

function unsafe(path: string, what: string): Problem {
  return new Problem({
    code: 'LoginUnsafe',
    message: `The login in ${path} is not used: ${what}; accepted is a plain file of mode 600 in a folder of mode 700, both of this account.`,
    fix: `Remove it (rm -r ${shellWord(path)}) and run "atelier login" again, or add --owner to act as the owner.`,
    whose: 'yours',
    state: 'Nothing was asked and nothing was changed.',
  });
}
