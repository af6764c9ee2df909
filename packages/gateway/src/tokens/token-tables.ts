/**
 * Tables of what lets programs in.
 *
 * `digest` is the SHA-256 of 256 random bits. The secret of a key pair stands nowhere: it is made from the key's id and a
 * key of the front door's, which is kept in another file.
 */
export const tokenTables = `
  CREATE TABLE tokens (
    id TEXT PRIMARY KEY, digest BLOB NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'all')), project TEXT, accessKeyId TEXT UNIQUE,
    madeAtMs INTEGER NOT NULL, endsAtMs INTEGER NOT NULL, usedAtMs INTEGER
  ) STRICT;
  CREATE INDEX tokensOfPeople ON tokens (person);
`;
