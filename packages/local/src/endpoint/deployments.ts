import type { DatabaseSync } from 'node:sqlite';

/** A registered model version to answer from, at an endpoint of a project. */
export interface ModelDeployment {
  readonly project: string;
  readonly endpoint: string;
  readonly model: string;
  readonly version: number;
  /** Of the forecaster that was trained; null: deployed before digests were kept. */
  readonly digest: string | null;
}

/** The deployed models, remembered from one start of a workspace to the next. */
export interface Deployments {
  save(deployment: ModelDeployment): void;
  all(): readonly ModelDeployment[];
}

/** Keep deployments in the workspace's state. */
export function deploymentsIn(database: DatabaseSync): Deployments {
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
        .all() as unknown as readonly ModelDeployment[],
  };
}
