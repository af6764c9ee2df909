import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mergeStarSchema } from '../../src/warehouse/merge-star-schema.ts';
import { createStarSchema } from '../../src/warehouse/star-schema.ts';
import { trainingRows } from '../../src/warehouse/training-rows.ts';
import { answers, type Changes, calendarRows, origin, stagedRows, stageLoad } from './stage-load.ts';

let folder: string;
let connection: DuckDBConnection;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'merge-'));
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

afterEach(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

async function merge(changes: Changes = {}) {
  return mergeStarSchema(connection, await stageLoad(folder, changes));
}

test('a load is remembered once for each input, however often it is merged', async () => {
  await merge({ load: { execution: 'sales-1' } });
  await merge({ load: { execution: 'sales-1' } });
  await merge({ load: { execution: 'sales-2', origins: [origin({ read: 9, loaded: 8, rejected: 1 })] } });
  const columns = 'execution, flow, calendar, input, file, sha256, rows_read, rows_loaded, rows_rejected';
  expect(await answers(connection, `select ${columns} from loads order by execution`)).toEqual([
    ['sales-1', 'sales', 'generated', 'sales', 'sales.csv', 'a1', '2', '1', '1'],
    ['sales-2', 'sales', 'generated', 'sales', 'sales.csv', 'a1', '9', '8', '1'],
  ]);
  const [[age]] = (await answers(
    connection,
    `select date_diff('second', max(loaded_at), '${new Date().toISOString().slice(0, -1)}'::timestamp) from loads`,
  )) as [[string]];
  expect(Math.abs(Number(age))).toBeLessThan(60);
});

test('a merge counts the rows that earlier loads brought, and the stores that are described anew', async () => {
  await merge();
  const renamed = stagedRows.store_dim.replace('North', 'South');
  const sales = 'select 2::integer store_id, 1001::integer date_key, 1::decimal(18,2) total_sales';
  const counts = await merge({ rows: { store_dim: renamed, store_sales: sales } });
  expect(counts).toEqual({
    tables: { date_dim: 1, store_dim: 1, store_sales: 2, store_promotions: 1 },
    earlier: { store_sales: 1, store_promotions: 0 },
    renamedStores: 1,
    rejected: 1,
  });
});

test('a warehouse of before loads were remembered is gone on with', async () => {
  await createStarSchema(connection);
  await connection.run('drop table loads; drop table rejected');
  await connection.run(
    'create table rejected (flow varchar not null, file varchar not null, line bigint not null, reason varchar not null, "row" varchar)',
  );
  await connection.run(
    "insert into rejected values ('sales', 'sales.csv', 3, 'bad date: x', 'y'), ('stock', 'b.csv', 4, 'bad date: x', 'z')",
  );
  await merge();
  await merge({ load: { execution: 'sales-2' } });
  expect(await answers(connection, 'select flow, line, input, store_id from rejected order by flow')).toEqual([
    ['sales', '7', 'sales', 1],
    ['stock', '4', null, null],
  ]);
});

/** Training rows as `store day target rejected promo`. */
async function rowsToLearnFrom(sales: string, promotions: string, lost: readonly string[]) {
  const rejected = lost.map(
    (row, line) => `select 'sales' as input, 'f' file, ${line}::bigint line, 'bad number: x' reason, 'x' "row", ${row}`,
  );
  const nothing = `${stagedRows.rejected} limit 0`;
  await merge({
    rows: {
      date_dim: calendarRows('2010-01-01', 5, 1001),
      store_sales: `select 1::integer store_id, unnest([${sales}])::integer date_key, 5::decimal(18,2) total_sales`,
      store_promotions: `select 1::integer store_id, unnest([${promotions}]::integer[])::integer date_key, 1::smallint promo, 0::smallint school_holiday`,
      rejected: rejected.join(' union all ') || nothing,
    },
  });
  const forecast = { item: 'shop', timestamp: 'day', target: 'takings', covariates: ['promo', 'month'] };
  const query = trainingRows(forecast as unknown as Parameters<typeof trainingRows>[0]);
  const rows = await answers(
    connection,
    `select shop, strftime(day, '%d'), takings, "target rejected", promo from (${query})`,
  );
  return rows.map((row) => row.map((value) => value ?? '-').join(' '));
}

const day = (number: number, store = '1::integer store_id') => `${store}, date '2010-01-0${number}' as day`;

test.each([
  ['between two sales', '1001, 1003', '', [day(2)], ['1 01 5 false -', '1 02 - true -', '1 03 5 false -']],
  ['on a day with a promotion', '1001, 1003', '1002', [day(2)], ['1 01 5 false -', '1 02 - true 1', '1 03 5 false -']],
  ['twice on one day', '1001, 1003', '', [day(2), day(2)], ['1 01 5 false -', '1 02 - true -', '1 03 5 false -']],
  ['beside a row that was loaded', '1001, 1002', '', [day(2)], ['1 01 5 false -', '1 02 5 false -']],
  ['before the first sale', '1002, 1003', '', [day(1)], ['1 02 5 false -', '1 03 5 false -']],
  ['after the last sale', '1001, 1002', '', [day(3)], ['1 01 5 false -', '1 02 5 false -']],
  [
    'after the last sale, with a promotion',
    '1001, 1002',
    '1003',
    [day(3)],
    ['1 01 5 false -', '1 02 5 false -', '1 03 - false 1'],
  ],
  ['without a day', '1001, 1003', '', ['1::integer store_id, null::date as day'], ['1 01 5 false -', '1 03 5 false -']],
  ['without a store', '1001, 1003', '', [day(2, 'null::integer store_id')], ['1 01 5 false -', '1 03 5 false -']],
  ['of another store', '1001, 1003', '', [day(2, '9::integer store_id')], ['1 01 5 false -', '1 03 5 false -']],
])(
  'a sale that was rejected %s is unknown to training, never absent',
  async (_where, sales, promotions, lost, rows) => {
    expect(await rowsToLearnFrom(sales, promotions, lost)).toEqual(rows);
  },
);

test('a rejected promotion says nothing about a sale', async () => {
  await merge({
    rows: {
      date_dim: calendarRows('2010-01-01', 3, 1001),
      store_sales: 'select 1::integer store_id, unnest([1001, 1003])::integer date_key, 5::decimal(18,2) total_sales',
      rejected: `select 'promotions' as input, 'f' file, 1::bigint line, 'bad flag: x' reason, 'x' "row", ${day(2)}`,
    },
  });
  const forecast = { item: 'shop', timestamp: 'day', target: 'takings', covariates: [] };
  const query = trainingRows(forecast as unknown as Parameters<typeof trainingRows>[0]);
  expect(await answers(connection, `select count(*) from (${query})`)).toEqual([['2']]);
});
