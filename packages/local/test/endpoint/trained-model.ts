import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ModelDeployment } from '../../src/endpoint/deployments.ts';
import type { Host } from '../../src/host.ts';
import { modelFolder } from '../../src/state-folder.ts';
import { runWorker } from '../../src/worker/run-worker.ts';

/** The folder of a forecaster and its digest. */
export interface TrainedModel {
  readonly folder: string;
  readonly digest: string;
}

const fill = { middle: 'zero', back: 'zero', future: 'zero' };
const forecast = {
  item: 'store_id',
  timestamp: 'sales_date',
  target: 'total_sales',
  covariates: [],
  fills: { total_sales: fill },
  frequency: 'D',
  horizon: 5,
  quantiles: ['p50'],
  minimumRows: 25,
  holdout: 5,
  backtestWindows: 1,
  timeBudgetSeconds: 20,
  candidates: ['seasonal-naive'],
};

/** Train the plainest forecaster, on two stores of 60 days, with the real step. */
export async function trainModel(host: Host): Promise<TrainedModel> {
  const folder = mkdtempSync(join(tmpdir(), 'trained-'));
  const data = join(folder, 'training.parquet');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (
    SELECT store::INTEGER AS store_id, (DATE '2024-01-01' + day::INTEGER)::DATE AS sales_date, (100 + day % 7)::DOUBLE AS total_sales
    FROM range(1, 3) stores(store), range(60) days(day)) TO '${data}'`);
  connection.closeSync();
  const task = {
    step: 'train',
    execution: 'small',
    flow: { flow: 'sales', forecast },
    data,
    out: join(folder, 'out'),
    tracking: null,
  };
  const outcome = (await runWorker(task, {
    host,
    sandbox: { reach: 'nothing', processes: 'one', readOnly: [data], readWrite: [folder] },
    log: join(host.state.logs, 'train.log'),
    signal: new AbortController().signal,
    tell: () => undefined,
  })) as { forecasterDigest: string };
  return { folder: join(folder, 'out', 'forecaster'), digest: outcome.forecasterDigest };
}

/** Put a model where a version of it is served from. */
export function fetched(
  host: Host,
  { folder, digest }: TrainedModel,
  version: number,
  endpoint = 'sales',
): ModelDeployment {
  const to = modelFolder(host.state, 'shops', 'sales', version);
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  cpSync(folder, to, { recursive: true });
  return { project: 'shops', endpoint, model: 'sales', version, digest };
}
