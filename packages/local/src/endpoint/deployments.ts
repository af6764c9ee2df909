import type { DatabaseSync } from 'node:sqlite';

/** A registered model version to answer from, at an endpoint of a project. */
export interface Deployment {
  readonly project: string;
  readonly endpoint: string;
  readonly model: string;
  readonly version: number;
  /** Of the forecaster that was trained; null: deployed before digests were kept. */
  readonly digest: string | null;
}

/** What is deployed, remembered from one start of a workspace to the next. */
export interface Deployments {
  save(deployment: Deployment): void;
  all(): readonly Deployment[];
}

/** Keep deployments in the workspace's state. */
export function deploymentsIn(database: DatabaseSync): Deployments {
  database.exec(`create table if not exists deployments (project text, endpoint text, model text not null,
    version integer not null, primary key (project, endpoint)) strict`);
  const columns = database.prepare('select name from pragma_table_info(?)').all('deployments');
  if (!columns.some(({ name }) => name === 'digest')) database.exec('alter table deployments add column digest text');
  return {
    save: ({ project, endpoint, model, version, digest }) => {
      database
        .prepare(
          'insert or replace into deployments (project, endpoint, model, version, digest) values (?, ?, ?, ?, ?)',
        )
        .run(project, endpoint, model, version, digest);
    },
    all: () =>
      database
        .prepare('select * from deployments order by project, endpoint')
        .all() as unknown as readonly Deployment[],
  };
}
