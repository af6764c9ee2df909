/** The tables of a state as an Atelier of before today made them, newest last. */
const journal = `
  CREATE TABLE executions (
    id TEXT PRIMARY KEY, project TEXT NOT NULL, flow TEXT NOT NULL, document TEXT NOT NULL, input TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'aborted')),
    output TEXT, error TEXT, cause TEXT, startedAtMs INTEGER NOT NULL, endedAtMs INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX oneRunning ON executions (project, flow) WHERE status = 'running';
  CREATE TABLE events (
    execution TEXT NOT NULL REFERENCES executions, seq INTEGER NOT NULL, atMs INTEGER NOT NULL,
    path TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (execution, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE tokens (
    token TEXT PRIMARY KEY, execution TEXT NOT NULL REFERENCES executions, path TEXT NOT NULL,
    heartbeatAtMs INTEGER NOT NULL, answer TEXT
  ) STRICT, WITHOUT ROWID;`;
const deployments = `create table if not exists deployments (project text, endpoint text, model text not null,
    version integer not null, primary key (project, endpoint)) strict;
  insert into deployments (project, endpoint, model, version) values ('sales', 'forecast', 'sales', 1);`;
const ports = `create table if not exists ports (service text primary key, port integer not null) strict;
  insert into ports values ('door', 40001);`;

const digests = 'alter table deployments add column digest text;';

export interface OlderState {
  readonly what: string;
  readonly version: number;
  /** Makes it, with something in each table that it holds. */
  readonly sql: string;
  readonly holds: readonly string[];
}

/** Those before today's. */
export const olderStates: readonly OlderState[] = [
  { what: 'version 0, with runs alone', version: 0, sql: journal, holds: [] },
  {
    what: 'version 0, with deployments that have no digest',
    version: 0,
    sql: `${journal}${deployments}`,
    holds: ['deployments'],
  },
  {
    what: 'version 0, with ports',
    version: 0,
    sql: `${journal}${deployments}${ports}`,
    holds: ['deployments', 'ports'],
  },
  {
    what: 'version 0, with digests',
    version: 0,
    sql: `${journal}${deployments}${digests}${ports}`,
    holds: ['deployments', 'ports'],
  },
  {
    what: 'version 1, whose runs are all of flows',
    version: 1,
    sql: `${journal}${deployments}${digests}${ports} PRAGMA user_version = 1;`,
    holds: ['deployments', 'ports'],
  },
];
