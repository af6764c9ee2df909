import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ForecastSpec } from '@atelier/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StagedLoad } from '../../src/warehouse/merge-star-schema.ts';
import { checkQuery } from '../../src/warehouse/query.ts';
import { openWarehouse, type ProjectWarehouse, type WarehouseLimits } from '../../src/warehouse/warehouse.ts';
import { rowsOfParquet, stagedRows, stageLoad } from './stage-load.ts';

const limits: WarehouseLimits = { seconds: 60, rows: 100_000, memoryMiB: 1024, temporaryDiskMiB: 1024 };

let folder: string;
let warehouse: ProjectWarehouse;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warehouse-'));
  warehouse = await openWarehouse(join(folder, 'sales.duckdb'), limits);
});

afterEach(() => warehouse.close());

const patient = new AbortController().signal;

async function ask(sql: string, signal: AbortSignal = patient, stuck: () => void = () => undefined) {
  return warehouse.query(checkQuery(sql, 'write'), { signal, stuck });
}

async function answer(sql: string): Promise<unknown[][]> {
  using asked = await ask(sql);
  return (await Array.fromAsync(asked.batches)).flat() as unknown[][];
}

function stage(changed: Partial<typeof stagedRows> = {}, flow = 'sales'): Promise<StagedLoad> {
  return stageLoad(folder, { rows: changed, load: { flow } });
}

describe('a merge', () => {
  test('keeps the cents of money exactly', async () => {
    await warehouse.merge(
      await stage({
        store_sales:
          'select 1::integer store_id, 1001::integer date_key, 9999999999999999.99::decimal(18,2) total_sales',
      }),
    );
    expect(await answer('select total_sales from store_sales')).toEqual([['9999999999999999.99']]);
  });

  test('of the same load twice changes nothing', async () => {
    const load = await stage();
    const first = await warehouse.merge(load);
    const rows = await answer('from store_sales');
    expect(await warehouse.merge(load)).toEqual(first);
    expect(await answer('from store_sales')).toEqual(rows);
    expect(await answer('select count(*) from rejected')).toEqual([['1']]);
  });

  test('gives a known key its new values and leaves every other row', async () => {
    await warehouse.merge(await stage());
    await warehouse.merge(
      await stage({
        store_sales:
          'select 1::integer store_id, 1001::integer date_key, 5::decimal(18,2) total_sales union all select 2, 1001, 6',
      }),
    );
    expect(await answer('from store_sales order by store_id')).toEqual([
      [1, 1001, '5.00'],
      [2, 1001, '6.00'],
    ]);
  });

  test("replaces what the flow's load before it rejected, and no other flow's", async () => {
    await warehouse.merge(await stage({}, 'other'));
    await warehouse.merge(await stage());
    await warehouse.merge(await stage({ rejected: `${stagedRows.rejected} limit 0` }));
    expect(await answer('select flow, file from rejected')).toEqual([['other', 'sales.csv']]);
  });

  test('that fails half way leaves everything as it was', async () => {
    await warehouse.merge(await stage());
    const broken = await stage({
      store_dim:
        "select 1::integer store_id, 'Renamed' store_name, '1 Road' store_address, 'Oslo' city, 'O' state, 'NO' country",
      store_promotions:
        'select 1::integer store_id, null::integer date_key, 1::smallint promo, 0::smallint school_holiday',
    });
    await expect(warehouse.merge(broken)).rejects.toThrow(/NOT NULL/);
    expect(await answer('select store_name from store_dim')).toEqual([['North']]);
  });

  test('waits for the one before it', async () => {
    const counts = await Promise.all([warehouse.merge(await stage()), warehouse.merge(await stage())]);
    expect(counts.map(({ tables }) => tables.store_sales)).toEqual([1, 1]);
  });
});

describe("a person's SQL", () => {
  test.each([
    ["select * from read_csv('/etc/passwd')", 'SqlReachesOut'],
    ["select * from read_text('/etc/hostname')", 'SqlReachesOut'],
    ["select * from glob('/*')", 'SqlReachesOut'],
    ["copy store_sales to '/tmp/stolen.csv'", 'SqlNotAllowed'],
    ["attach '/tmp/other.duckdb'", 'SqlNotAllowed'],
    ["export database '/tmp/stolen'", 'SqlNotAllowed'],
    ['install httpfs', 'SqlNotAllowed'],
    ['load httpfs', 'SqlNotAllowed'],
    ['set enable_external_access = true', 'SqlNotAllowed'],
    ["set temp_directory = '/tmp/elsewhere'", 'SqlNotAllowed'],
    ['reset memory_limit', 'SqlNotAllowed'],
  ])('cannot reach out of the warehouse: %s', async (sql, code) => {
    await expect(answer(sql)).rejects.toMatchObject({ code, whose: 'yours' });
  });

  test('that another person may only read changes nothing', () => {
    expect(() => checkQuery('delete from store_sales', 'read')).toThrow(/DELETE|delete/);
  });

  test('that is wrong is refused with the words of the database', async () => {
    await expect(answer('select * from nothing_here')).rejects.toMatchObject({
      code: 'SqlFailed',
      message: expect.stringContaining('nothing_here'),
    });
  });

  test('that leaves a transaction open is undone and says so', async () => {
    await expect(answer('begin; create table mine (a integer)')).rejects.toMatchObject({ code: 'SqlTransactionOpen' });
    await expect(answer('from mine')).rejects.toMatchObject({ code: 'SqlFailed' });
  });

  test('can be interrupted', async () => {
    const stop = new AbortController();
    const query = ask('select count(*) from range(100000000000) a, range(100) b', stop.signal);
    const outcome = query.then(async (asked) => {
      using answer = asked;
      return Array.fromAsync(answer.batches);
    });
    stop.abort();
    await expect(outcome).rejects.toMatchObject({ code: 'SqlStopped' });
  });

  test('names the types of its columns, and a repeated name only once', async () => {
    using asked = await ask('select 1::bigint as a, 2.50::decimal(9,2) as a');
    expect(asked.columns).toEqual([
      { name: 'a', type: 'BIGINT' },
      { name: 'a:1', type: 'DECIMAL(9,2)' },
    ]);
    expect(await Array.fromAsync(asked.batches)).toEqual([[['1', '2.50']]]);
  });
});

test('a warehouse that is closed and opened again has what it had', async () => {
  await warehouse.merge(await stage());
  await warehouse.close();
  warehouse = await openWarehouse(join(folder, 'sales.duckdb'), limits);
  expect(await answer('select total_sales from store_sales')).toEqual([['12.34']]);
});

test('training rows keep sales without a promotion, and promotions after the last sale', async () => {
  await warehouse.merge(
    await stage({
      date_dim:
        "select (1001 + i)::integer date_key, timestamp '2010-01-01' + to_days(i::integer) date_time, 1::smallint as week, 1::smallint as month, 1::smallint as quarter, 2010::smallint as year, 1::smallint as weekday from range(4) days(i)",
      store_sales: 'select 1::integer store_id, unnest([1002, 1003])::integer date_key, 5::decimal(18,2) total_sales',
      store_promotions:
        'select 1::integer store_id, unnest([1001, 1003, 1004])::integer date_key, 1::smallint promo, 0::smallint school_holiday',
    }),
  );
  const path = join(folder, 'training.parquet');
  const forecast = {
    item: 'shop',
    timestamp: 'day',
    target: 'takings',
    covariates: ['promo'] as readonly string[],
  } as ForecastSpec;
  expect(await warehouse.extract(forecast, path)).toBe(3);
  expect(await rowsOfParquet(path, "select shop, strftime(day, '%d'), takings, promo")).toEqual([
    [1, '02', 5, null],
    [1, '03', 5, 1],
    [1, '04', null, 1],
  ]);
});

test("an extract that the disk refuses is the machine's problem", async () => {
  const forecast = { item: 'shop', timestamp: 'day', target: 'takings', covariates: ['promo'] as readonly string[] };
  await expect(warehouse.extract(forecast as ForecastSpec, '/dev/full')).rejects.toMatchObject({
    code: 'WarehouseNotWritten',
    whose: 'machine',
  });
});
