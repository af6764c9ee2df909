import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** What is asked of the table of tokens. */
export type TokenStatements = Readonly<
  Record<'insert' | 'byId' | 'byKey' | 'ofPerson' | 'use' | 'end' | 'sweep' | 'keepOnly', StatementSync>
>;

export function tokenStatements(database: DatabaseSync): TokenStatements {
  const prepare = (text: string) => database.prepare(text);
  return {
    insert: prepare('INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)'),
    byId: prepare('SELECT * FROM tokens WHERE id = ?'),
    byKey: prepare('SELECT * FROM tokens WHERE accessKeyId = ?'),
    ofPerson: prepare('SELECT * FROM tokens WHERE person = ? AND endsAtMs > ? ORDER BY madeAtMs DESC, rowid DESC'),
    use: prepare('UPDATE tokens SET usedAtMs = ? WHERE id = ?'),
    end: prepare('DELETE FROM tokens WHERE id = ? AND person = ?'),
    sweep: prepare('DELETE FROM tokens WHERE endsAtMs <= ?'),
    keepOnly: prepare('DELETE FROM tokens WHERE person NOT IN (SELECT value FROM json_each(?))'),
  };
}
