import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowSpec, LoadReport } from '@atelier/core';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findHost } from '../../src/find-host.ts';
import { dataSteps } from '../../src/flow/data-steps.ts';
import type { StepInput, StepPlace } from '../../src/flow/step.ts';
import { createStateFolder, stateFolder } from '../../src/state-folder.ts';
import { mergeStarSchema, type StagedLoad } from '../../src/warehouse/merge-star-schema.ts';
import { answers } from '../warehouse/stage-load.ts';

let folder: string;
let connection: DuckDBConnection;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steps-'));
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

afterEach(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

function flowOf(rejectLimit: number): FlowSpec {
  const sales = {
    file: join(folder, 'sales.csv'),
    within: folder,
    columns: {},
    constants: {},
    dateFormat: 'yyyy-MM-dd',
  };
  const calendar = { from: '2024-01-01', to: '2024-12-31', firstKey: 1 };
  const inputs = { sales, promotions: null, dates: null };
  return {
    flow: 'sales',
    inputs,
    calendar,
    rejectLimit,
    earlierRows: 'refuse',
    batch: { table: 'forecast' },
  } as unknown as FlowSpec;
}

/** Load twenty rows, so many of them bad, as a flow's first two steps do. */
async function loadAndMerge(bad: number, rejectLimit: number) {
  const rows = Array.from({ length: 20 }, (_, row) => `1,a,b,c,d,e,2024-01-${row + 10},${row < bad ? 'many' : '5'}`);
  const header = 'store_id,store_name,store_address,city,state,country,sales_date,total_sales';
  writeFileSync(join(folder, 'sales.csv'), [header, ...rows, ''].join('\n'));
  const state = stateFolder(join(folder, 'atelier.yaml'));
  createStateFolder(state);
  const warehouse = { merge: (load: StagedLoad) => mergeStarSchema(connection, load) };
  const place = { host: await findHost(state, process.env), project: { name: 'shops' }, warehouse, engine: 'sqlframe' };
  const steps = dataSteps(place as unknown as StepPlace);
  const context = { signal: new AbortController().signal, tell: () => undefined };
  const input: StepInput = { execution: 'sales-1', flow: flowOf(rejectLimit) };
  const load = (await steps.load(input, context)) as NonNullable<StepInput['load']>;
  const merged = await steps.merge({ ...input, load }, context).catch((error: unknown) => error);
  return { load: load as LoadReport, merged };
}

test.each([
  [0, 0],
  [1, 0.05],
  [5, 0.25],
  [19, 1],
])('%s bad rows of 20 are merged with a limit of %s', async (bad, limit) => {
  const { load, merged } = await loadAndMerge(bad, limit);
  expect(merged).toMatchObject({ tables: { store_sales: 20 - bad }, rejected: bad });
  expect(load.inputs).toMatchObject([{ read: 20, loaded: 20 - bad, rejected: bad }]);
  expect(existsSync(load.rejectedFile ?? '')).toBe(bad > 0);
});

test.each([
  [1, 0],
  [2, 0.05],
  [6, 0.25],
  [20, 1],
])('%s bad rows of 20 are refused with a limit of %s, and the warehouse has not been touched', async (bad, limit) => {
  const { load, merged } = await loadAndMerge(bad, limit);
  expect(merged).toMatchObject({
    code: 'RowsRejected',
    whose: 'yours',
    fix: expect.stringContaining(load.rejectedFile ?? '-'),
  });
  expect(await answers(connection, 'select table_name from information_schema.tables')).toEqual([]);
  expect(existsSync(load.rejectedFile ?? '')).toBe(true);
});
