import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mergeStarSchema } from '../../src/warehouse/merge-star-schema.ts';
import { createStarSchema } from '../../src/warehouse/star-schema.ts';
import { answers, type Changes, origin, stagedRows, stageLoad } from './stage-load.ts';

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
