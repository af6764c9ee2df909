import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ForecastSpec } from '@atelier/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkQuery } from '../../src/warehouse/query.ts';
import { tableFailure } from '../../src/warehouse/table-failure.ts';
import { openWarehouse, type ProjectWarehouse } from '../../src/warehouse/warehouse.ts';
import { stageLoad } from './stage-load.ts';

const limits = { seconds: 60, rows: 1000, memoryMiB: 1024, temporaryDiskMiB: 1024 };
const renamed = 'alter table store_sales rename to before; create table store_sales';

let folder: string;
let warehouse: ProjectWarehouse;

async function open(): Promise<void> {
  warehouse = await openWarehouse(join(folder, 'sales.duckdb'), limits);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'table-failure-'));
  await open();
});

afterEach(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true });
});

async function people(sql: string): Promise<void> {
  const stop = { signal: new AbortController().signal, stuck: () => undefined };
  using answer = await warehouse.query(checkQuery(sql, 'write'), stop);
  await Array.fromAsync(answer.batches);
}

describe('a load into what people have made of a table is a problem of theirs, never a bug of ours', () => {
  test.each([
    ['a check', `${renamed} (store_id integer, date_key integer, total_sales decimal(18,2) check (total_sales < 0))`],
    [
      'a check that speaks of a full disk',
      `${renamed} (store_id integer, date_key integer, total_sales decimal(18,2) check (total_sales::varchar = 'out of memory'))`,
    ],
    [
      'a computed column',
      `${renamed} (store_id integer, date_key integer, total_sales decimal(18,2) generated always as (1::decimal(18,2)))`,
    ],
    [
      'a column that has to be filled',
      `${renamed} (like_this integer not null, store_id integer, date_key integer, total_sales decimal(18,2))`,
    ],
    [
      'another table to agree with',
      `create table few (store_id integer primary key); ${renamed} (store_id integer references few (store_id), date_key integer, total_sales decimal(18,2))`,
    ],
  ])('%s', async (_what, sql) => {
    await people(sql);
    await expect(warehouse.merge(await stageLoad(folder))).rejects.toMatchObject({
      code: 'TableInTheWay',
      whose: 'yours',
      message: expect.not.stringContaining('\n'),
    });
  });

  test('an extract from tables that were dropped meanwhile', async () => {
    await people('drop table store_sales');
    const forecast = { item: 'shop', timestamp: 'day', target: 'takings', covariates: [] as readonly string[] };
    const extracted = warehouse.extract({ ...forecast, frequency: 'D' } as unknown as ForecastSpec, join(folder, 'x'));
    await expect(extracted).rejects.toMatchObject({ code: 'TableInTheWay', whose: 'yours' });
  });
});

describe('a warehouse opens again, whatever people have made of its tables', () => {
  test.each([
    `drop table rejected; create view rejected as select 'a' flow, 'b' file, 1 line, 'c' reason, 'd' "row"`,
    'create table mine as select 1 a; drop table loads; create view loads as from mine; drop table mine',
    'drop table store_sales; create view store_sales as select 1 a; create or replace view store_sales as from store_sales',
  ])('%s', async (sql) => {
    await people(sql);
    await warehouse.close();
    await open();
    await expect(warehouse.merge(await stageLoad(folder))).rejects.toMatchObject({ whose: 'yours' });
  });
});

test.each([
  'TransactionContext Error: Conflict on update!',
  'INTERNAL Error: Attempted to access index 3 within vector of size 3',
])('what is no fault of a table stays what it is: %s', (message) => {
  const failure = new Error(message);
  expect(tableFailure(failure)).toBe(failure);
});
