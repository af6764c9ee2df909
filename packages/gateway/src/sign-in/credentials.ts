import type { DatabaseSync } from 'node:sqlite';
import type { Sessions } from '../sessions/sessions.ts';
import { type InTurn, inTurn } from './in-turn.ts';
import { type Invitations, invitationsIn } from './invitations.ts';
import { type Passkey, type Passkeys, passkeysIn } from './passkeys.ts';
import { digestPassword, type PasswordDigest } from './password-digest.ts';
import { passwordsIn } from './passwords.ts';

/** How the people of one machine show who they are: invited, then by a password or a passkey. */
export interface Credentials {
  readonly invitations: Invitations;
  readonly passkeys: Passkeys;
  /** Undefined: so many are asked about that this one was not. */
  passwordFits(person: string, password: string): Promise<boolean | undefined>;
  digestOf(password: string): Promise<PasswordDigest | undefined>;
  /**
   * Use up an invitation: what it sets takes the place of all that the person had, and their sessions end.
   *
   * @returns the person; undefined where the invitation is good no more, and then nothing has changed
   */
  replace(code: string, by: NewCredential): string | undefined;
  /** Remove whatever anybody else has. */
  keepOnly(people: readonly string[]): void;
}

export type NewCredential = { readonly password: PasswordDigest } | { readonly passkey: Passkey };

/** A digest takes 32 MiB and a part of a second. */
const passwordsAtOnce = 2;
const mostWaiting = 32;

/** Credentials of a database that has the tables of signing in. */
export function credentialsIn(database: DatabaseSync, sessions: Sessions, now: () => number = Date.now): Credentials {
  const [invitations, passwords, passkeys] = [
    invitationsIn(database, now),
    passwordsIn(database),
    passkeysIn(database),
  ];
  const turn: InTurn = inTurn({ atOnce: passwordsAtOnce, waiting: mostWaiting });
  return {
    invitations,
    passkeys,
    passwordFits: (person, password) => turn(() => passwords.fits(person, password)),
    digestOf: (password) => turn(() => digestPassword(password)),
    replace: (code, by) =>
      whole(database, () => {
        const person = invitations.use(code);
        if (person === undefined) return undefined;
        passwords.remove(person);
        passkeys.remove(person);
        if ('password' in by) passwords.set(person, by.password);
        else passkeys.add({ ...by.passkey, person });
        sessions.endOf(person);
        return person;
      }),
    keepOnly: (people) =>
      whole(database, () => {
        for (const kept of [invitations, passwords, passkeys, sessions]) kept.keepOnly(people);
      }),
  };
}

/** All of it or nothing. */
function whole<Answer>(database: DatabaseSync, change: () => Answer): Answer {
  database.exec('BEGIN IMMEDIATE');
  try {
    const answer = change();
    database.exec('COMMIT');
    return answer;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
