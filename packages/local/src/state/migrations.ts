import type { DatabaseSync } from 'node:sqlite';

/** A change that makes the database of one version out of that of the version before. */
export type Migration = (database: DatabaseSync) => void;

/**
 * Every step from the first database to today's, in their order; the place in the list, from 1, is the version.
 *
 * One that was ever released is never changed: files that have been through it do not go through it again.
 */
export const migrations: readonly Migration[] = [
  withoutVersion,
  runsOfKinds,
  openSpaces,
  spaceAccounts,
  openSharedSpaces,
];

/** Before there were versions, each part made its own tables when it was first used, so that any of them may be there. */
function withoutVersion(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE IF NOT EXISTS executions (
      id TEXT PRIMARY KEY, project TEXT NOT NULL, flow TEXT NOT NULL, document TEXT NOT NULL, input TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'aborted')),
      output TEXT, error TEXT, cause TEXT, startedAtMs INTEGER NOT NULL, endedAtMs INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS oneRunning ON executions (project, flow) WHERE status = 'running';
    CREATE TABLE IF NOT EXISTS events (
      execution TEXT NOT NULL REFERENCES executions, seq INTEGER NOT NULL, atMs INTEGER NOT NULL,
      path TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (execution, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS tokens (
      token TEXT PRIMARY KEY, execution TEXT NOT NULL REFERENCES executions, path TEXT NOT NULL,
      heartbeatAtMs INTEGER NOT NULL, answer TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS ports (service TEXT PRIMARY KEY, port INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS deployments (
      project TEXT, endpoint TEXT, model TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT,
      PRIMARY KEY (project, endpoint)
    ) STRICT;
  `);
  const columns = database.prepare('SELECT name FROM pragma_table_info(?)').all('deployments');
  if (!columns.some(({ name }) => name === 'digest')) database.exec('ALTER TABLE deployments ADD COLUMN digest TEXT');
}

/** Every run was of a flow, and nobody was asked who answers. */
function runsOfKinds(database: DatabaseSync): void {
  database.exec(`
    DROP INDEX oneRunning;
    ALTER TABLE executions RENAME COLUMN project TO kind;
    ALTER TABLE executions RENAME COLUMN flow TO subject;
    UPDATE executions SET kind = 'flow', subject = kind || '/' || subject;
    CREATE UNIQUE INDEX oneUnfinished ON executions (kind, subject) WHERE status = 'running';
    ALTER TABLE tokens ADD COLUMN answeredBy TEXT;
    ALTER TABLE tokens ADD COLUMN answeredAtMs INTEGER;
  `);
}

/** Nobody worked in spaces. */
function openSpaces(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE openSpaces (person TEXT NOT NULL, project TEXT NOT NULL, PRIMARY KEY (person, project)) STRICT, WITHOUT ROWID;
  `);
}

/** Everything in spaces ran as whoever had started the workspace. */
function spaceAccounts(database: DatabaseSync): void {
  database.exec('CREATE TABLE accounts (owner TEXT PRIMARY KEY, id INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID;');
}

/** Every space was somebody's own. */
function openSharedSpaces(database: DatabaseSync): void {
  database.exec('CREATE TABLE openSharedSpaces (project TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;');
}
