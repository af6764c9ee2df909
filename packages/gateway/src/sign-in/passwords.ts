import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { fitsDigest, type PasswordDigest } from './password-digest.ts';

/** Passwords that people have. */
export interface Passwords {
  set(person: string, digest: PasswordDigest): void;
  /** It takes as long for somebody who has none, or is nobody. */
  fits(person: string, password: string): Promise<boolean>;
  remove(person: string): void;
  /** Remove those of everybody else. */
  keepOnly(people: readonly string[]): void;
}

/** Passwords of a database that has the tables of signing in. */
export function passwordsIn(database: DatabaseSync): Passwords {
  const set = database.prepare('INSERT OR REPLACE INTO passwords VALUES (?, ?, ?)');
  const get = database.prepare('SELECT salt, hash FROM passwords WHERE person = ?');
  const remove = database.prepare('DELETE FROM passwords WHERE person = ?');
  const keepOnly = database.prepare('DELETE FROM passwords WHERE person NOT IN (SELECT value FROM json_each(?))');
  const nobodys: PasswordDigest = { salt: randomBytes(16), hash: randomBytes(32) };
  return {
    set: (person, { salt, hash }) => void set.run(person, salt, hash),
    fits: async (person, password) => {
      const found = get.get(person) as PasswordDigest | undefined;
      const fits = await fitsDigest(password, found ?? nobodys);
      return fits && found !== undefined;
    },
    remove: (person) => void remove.run(person),
    keepOnly: (people) => void keepOnly.run(JSON.stringify(people)),
  };
}
