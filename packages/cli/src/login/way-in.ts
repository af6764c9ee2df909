import { type AskedDoor, apiClient } from '@atelier/local';
import { oneLine, Problem } from '@atelier/problem';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';
import { type Login, readLogin } from './login-file.ts';

/** How a command is told as whom to act. */
export interface ActingOptions {
  readonly file?: string;
  /** Whether to act as the owner of the workspace on this machine, past a login. */
  readonly owner?: boolean;
}

/** As whom a command acts: the person who is logged in for the workspace, else its owner. */
export interface WayIn {
  readonly login: Login | undefined;
  readonly api: ReturnType<typeof apiClient>;
}

/** The way into a workspace; says on standard error when it is a person's. */
export function wayIn(io: Io, { file, owner }: ActingOptions): WayIn {
  const login = owner === true ? undefined : readLogin(io, file);
  if (login === undefined) return { login, api: apiClient(stateOf(io, file)) };
  io.err(`as ${oneLine(login.person)}\n`);
  return { login, api: apiClient(login) };
}

/** The door of whoever is logged in. Problem NotLoggedIn. */
export function doorOf(io: Io, file: string | undefined): AskedDoor {
  const login = readLogin(io, file);
  if (login !== undefined) return login;
  throw new Problem({
    code: 'NotLoggedIn',
    message: 'Nobody is logged in for this workspace here; tokens belong to people.',
    fix: 'Run "atelier login".',
    whose: 'yours',
    state: 'Nothing was asked and nothing was changed.',
  });
}

/** What somebody who is logged in is told when the front door no longer knows the login. */
export function loginFailure(error: unknown): unknown {
  if (!(error instanceof Problem) || !['TokenWrong', 'TokenEnded', 'TokenMissing'].includes(error.code)) return error;
  const why = error.code === 'TokenEnded' ? 'it has come to its end' : 'the front door knows it no more';
  const details = {
    code: 'LoginEnded',
    message: `The login of this workspace lets nobody in: ${why}.`,
    fix: 'Run "atelier login" again, or add --owner to act as the owner.',
    whose: 'yours',
    state: 'Nothing was changed.',
  } as const;
  return new Problem(details, error);
}
