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

/** SQL that makes them, with something in each, by what they had. */
export const olderStates: readonly (readonly [what: string, sql: string, holds: readonly string[]])[] = [
  ['version 0, with runs alone', journal, []],
  ['version 0, with deployments that have no digest', `${journal}${deployments}`, ['deployments']],
  ['version 0, with ports', `${journal}${deployments}${ports}`, ['deployments', 'ports']],
  [
    'version 0, with digests',
    `${journal}${deployments}alter table deployments add column digest text;${ports}`,
    ['deployments', 'ports'],
  ],
];
