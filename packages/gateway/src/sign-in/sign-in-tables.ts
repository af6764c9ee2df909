/**
 * Tables of how people sign in, and of who is signed in.
 *
 * `digest` is the SHA-256 of a random value of 256 bits. A session of another origin goes with the portal's that it came from.
 */
export const signInTables = `
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY, digest BLOB NOT NULL UNIQUE, person TEXT NOT NULL, audience TEXT NOT NULL,
    cameFrom TEXT REFERENCES sessions ON DELETE CASCADE,
    seenAtMs INTEGER NOT NULL, endsAtMs INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sessionsOfPeople ON sessions (person);
  CREATE INDEX sessionsByOrigin ON sessions (cameFrom);
  CREATE TABLE invitations (person TEXT PRIMARY KEY, digest BLOB NOT NULL UNIQUE, endsAtMs INTEGER NOT NULL) STRICT;
  CREATE TABLE passwords (person TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
  CREATE TABLE passkeys (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, publicKey BLOB NOT NULL, counter INTEGER NOT NULL
  ) STRICT;
`;
