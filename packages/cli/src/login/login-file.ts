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
import { isAbsolute, join } from 'node:path';
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

/** Where the login of a workspace is kept; elsewhere than beside its file, which others may read. */
export function loginFile(io: Io, file: string | undefined): string {
  const digest = createHash('sha256').update(workspaceFile(io, file)).digest('hex').slice(0, 32);
  return join(loginFolder(io), `${digest}.json`);
}

/** The login of a workspace, or undefined. Problem LoginUnsafe. */
export function readLogin(io: Io, file: string | undefined): Login | undefined {
  const path = loginFile(io, file);
  const status = lstatSync(loginFolder(io), { throwIfNoEntry: false });
  if (status === undefined) return undefined;
  refuseUnsafe(loginFolder(io), status, 'a folder');
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
  const folder = loginFolder(io);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseUnsafe(folder, lstatSync(folder), 'a folder');
  const path = loginFile(io, file);
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
  rmSync(loginFile(io, file), { force: true });
}

function loginFolder({ env }: Io): string {
  const named = env.XDG_CONFIG_HOME;
  const config = named !== undefined && isAbsolute(named) ? named : join(env.HOME ?? homedir(), '.config');
  return join(config, 'atelier');
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
