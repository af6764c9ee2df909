import type { DatabaseSync } from 'node:sqlite';

/** A passkey as it is kept: whoever reads it can check an answer, and give none. */
export interface Passkey {
  /** As the authenticator calls it, in base64url. */
  readonly id: string;
  readonly person: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** How often it has been used, where it counts. */
  readonly counter: number;
}

/** Passkeys that people have. */
export interface Passkeys {
  add(passkey: Passkey): void;
  find(id: string): Passkey | undefined;
  /** False where the count has gone on meanwhile: then two have answered with one key. */
  count(id: string, from: number, to: number): boolean;
  remove(person: string): void;
  /** Remove those of everybody else. */
  keepOnly(people: readonly string[]): void;
}

/** Passkeys of a database that has the tables of signing in. */
export function passkeysIn(database: DatabaseSync): Passkeys {
  const add = database.prepare('INSERT INTO passkeys VALUES (?, ?, ?, ?)');
  const find = database.prepare('SELECT * FROM passkeys WHERE id = ?');
  const count = database.prepare('UPDATE passkeys SET counter = ? WHERE id = ? AND counter = ?');
  const remove = database.prepare('DELETE FROM passkeys WHERE person = ?');
  const keepOnly = database.prepare('DELETE FROM passkeys WHERE person NOT IN (SELECT value FROM json_each(?))');
  return {
    add: ({ id, person, publicKey, counter }) => void add.run(id, person, publicKey, counter),
    find: (id) => find.get(id) as Passkey | undefined,
    count: (id, from, to) => count.run(to, id, from).changes === 1,
    remove: (person) => void remove.run(person),
    keepOnly: (people) => void keepOnly.run(JSON.stringify(people)),
  };
}
