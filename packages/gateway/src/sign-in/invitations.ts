import type { DatabaseSync } from 'node:sqlite';
import { isSecretForm, secretDigest, secretValue } from '../sessions/secret-value.ts';

const goodForMs = 3_600_000;

/** An invitation as it is handed out; the code is shown this once. */
export interface Invitation {
  readonly code: string;
  readonly endsAtMs: number;
}

/** Invitations: whoever has the code of one may set how its person signs in, once within an hour. */
export interface Invitations {
  /** Make one; an older one of the person works no more. */
  make(person: string): Invitation;
  /** Whom a code invites, as long as it is good. */
  find(code: string): string | undefined;
  /** Use up a code: whom it invited. */
  use(code: string): string | undefined;
  /** Remove those of everybody else. */
  keepOnly(people: readonly string[]): void;
}

/** Invitations of a database that has the tables of signing in. */
export function invitationsIn(database: DatabaseSync, now: () => number = Date.now): Invitations {
  const make = database.prepare('INSERT OR REPLACE INTO invitations VALUES (?, ?, ?)');
  const find = database.prepare('SELECT person FROM invitations WHERE digest = ? AND endsAtMs > ?');
  const use = database.prepare('DELETE FROM invitations WHERE digest = ? AND endsAtMs > ? RETURNING person');
  const keepOnly = database.prepare('DELETE FROM invitations WHERE person NOT IN (SELECT value FROM json_each(?))');
  const personBy = (statement: typeof find, code: string) => {
    const found = isSecretForm(code) ? statement.get(secretDigest(code), now()) : undefined;
    return found === undefined ? undefined : String(found.person);
  };
  return {
    make: (person) => {
      const [code, endsAtMs] = [secretValue(), now() + goodForMs];
      make.run(person, secretDigest(code), endsAtMs);
      return { code, endsAtMs };
    },
    find: (code) => personBy(find, code),
    use: (code) => personBy(use, code),
    keepOnly: (people) => void keepOnly.run(JSON.stringify(people)),
  };
}
