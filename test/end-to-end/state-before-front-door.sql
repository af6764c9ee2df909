-- The schema of version 2, as the Atelier of before the front door left it in its state.sqlite.
CREATE TABLE deployments (
  project TEXT, endpoint TEXT, model TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT,
  PRIMARY KEY (project, endpoint)
) STRICT;
CREATE TABLE events (
  execution TEXT NOT NULL REFERENCES executions, seq INTEGER NOT NULL, atMs INTEGER NOT NULL,
  path TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (execution, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE executions (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, document TEXT NOT NULL, input TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'aborted')),
  output TEXT, error TEXT, cause TEXT, startedAtMs INTEGER NOT NULL, endedAtMs INTEGER
) STRICT;
CREATE TABLE ports (service TEXT PRIMARY KEY, port INTEGER NOT NULL) STRICT;
CREATE TABLE tokens (
  token TEXT PRIMARY KEY, execution TEXT NOT NULL REFERENCES executions, path TEXT NOT NULL,
  heartbeatAtMs INTEGER NOT NULL, answer TEXT
  , answeredBy TEXT, answeredAtMs INTEGER) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX oneUnfinished ON executions (kind, subject) WHERE status = 'running';
PRAGMA user_version = 2;
