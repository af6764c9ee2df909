import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadTable, type TableLoad } from '../../src/warehouse/load-table.ts';
import { createStarSchema } from '../../src/warehouse/star-schema.ts';
import { answers } from './stage-load.ts';

let folder: string;
let connection: DuckDBConnection;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'load-'));
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  await createStarSchema(connection);
});

afterEach(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

const two = "select 1 as id, 'a' as name, 1.10::decimal(18,2) as amount union all select 2, 'b', 2.20";

async function fileOf(query: string): Promise<string> {
  const path = join(folder, 'rows.parquet');
  await connection.run(`copy (${query}) to '${path}' (format parquet)`);
  return path;
}

async function load(query: string, asked: Partial<TableLoad> = {}) {
  return loadTable(connection, { table: 'stock', path: await fileOf(query), how: 'merge', keys: ['id'], ...asked });
}

const rows = (table = 'stock') => answers(connection, `from ${table} order by all`);
const refusal = (query: string, asked?: Partial<TableLoad>) => load(query, asked).catch((error: unknown) => error);

test('merging the same rows twice is merging them once', async () => {
  expect(await load(two)).toEqual({ rows: 2, inserted: 2, updated: 0, unchanged: 0 });
  expect(await load(two)).toEqual({ rows: 2, inserted: 0, updated: 0, unchanged: 2 });
  const changed = "select 2 as id, 'B' as name, 2.20::decimal(18,2) as amount union all select 3, null, null";
  expect(await load(changed)).toEqual({ rows: 2, inserted: 1, updated: 1, unchanged: 0 });
  expect(await rows()).toEqual([
    [1, 'a', '1.10'],
    [2, 'B', '2.20'],
    [3, null, null],
  ]);
});

test('replacing makes the table anew with its keys, and appending adds by the names of columns', async () => {
  await load(two, { how: 'replace' });
  await load("select 9 as id, 'z' as name", { how: 'replace' });
  expect(await rows()).toEqual([[9, 'z']]);
  expect(await load("select 'y' as name, 8 as id", { how: 'append', keys: [] })).toMatchObject({ inserted: 1 });
  expect(await rows()).toEqual([
    [8, 'y'],
    [9, 'z'],
  ]);
  const again = await refusal("select 'y' as name, 8 as id", { how: 'append', keys: [] });
  expect(again).toMatchObject({ code: 'TableNotLoaded', message: expect.stringContaining('Duplicate key "id: 8"') });
});

test.each([
  [
    'a key that is no column',
    two,
    { keys: ['nr'] },
    'KeyNotAColumn',
    'The key nr is no column of the rows; they have id, name, amount.',
  ],
  [
    'a row without its key',
    'select null::integer as id, 7 as n',
    {},
    'RowsWithoutKey',
    'A row has no value in id: {"id":null,"n":7}.',
  ],
  [
    'two rows of one key',
    'select 5 as id, i as n from range(2) t(i)',
    {},
    'RowsTwice',
    'Several rows have the same id: {"id":5,"rows":2}.',
  ],
  ['a merge without keys', two, { keys: [] }, 'MergeWithoutKeys', 'no column is named'],
  ['a column that the table lacks', 'select 1 as id, 2 as colour', {}, 'TableNotLoaded', 'colour'],
  [
    'a value that does not fit',
    "select 'x' as id",
    { how: 'append', keys: [] },
    'TableNotLoaded',
    "Could not convert string 'x'",
  ],
  ['a table of the flows', two, { table: 'store_sales' }, 'TableOfFlows', 'filled by the flows'],
  ['the table of what was rejected', two, { table: 'rejected', how: 'replace' }, 'TableOfFlows', 'filled by the flows'],
  ['a view', two, { table: 'seen', how: 'replace' }, 'TableIsView', 'seen is a view'],
] as const)('%s is refused, and the table is as it was', async (_, query, asked, code, message) => {
  await load(two, { how: 'replace' });
  await connection.run('create view seen as from stock');
  const before = await rows();
  expect(await refusal(query, asked)).toMatchObject({ code, message: expect.stringContaining(message) });
  expect(await rows()).toEqual(before);
});

test('names are names, whatever is in them', async () => {
  const odd = 'select 1 as "i""d", 2 as "a; drop table stock", 3 as "select"';
  await load(two, { how: 'replace' });
  expect(await load(odd, { table: 'order', keys: ['i"d'] })).toMatchObject({ inserted: 1 });
  expect(await load(odd, { table: 'order', keys: ['I"D'] })).toMatchObject({ unchanged: 1 });
  expect(await rows()).toHaveLength(2);
});

test('what the table rounds is no change the second time, and what it makes the same is refused as twice', async () => {
  await load('select 1 as id, 1.5::decimal(18,2) as amount', { how: 'replace' });
  const finer = 'select 1 as id, 1.239::double as amount';
  expect(await load(finer)).toMatchObject({ updated: 1 });
  expect(await load(finer)).toMatchObject({ updated: 0, unchanged: 1 });
  expect(await refusal('select i as id, 1 as amount from (values (6.9::double), (7.1::double)) t(i)')).toMatchObject({
    code: 'RowsTwice',
  });
});

test('a table that has a key twice by itself takes no merge', async () => {
  await load('select 1 as id, i as n from range(2) t(i)', { how: 'replace', keys: [] });
  const before = await rows();
  expect(await refusal('select 1 as id, 7 as n')).toMatchObject({ code: 'TableHasKeyTwice' });
  expect(await rows()).toEqual(before);
});

test('capitals make no other table', async () => {
  await load(two, { how: 'replace' });
  expect(await load(two, { table: 'STOCK' })).toMatchObject({ unchanged: 2 });
  expect(await refusal(two, { table: 'STORE_SALES', how: 'replace' })).toMatchObject({ code: 'TableOfFlows' });
});

test('a table of keys alone takes new rows', async () => {
  await load('select 1 as id');
  expect(await load('select i as id from range(3) t(i)')).toEqual({ rows: 3, inserted: 2, updated: 0, unchanged: 1 });
});

test('what is no Parquet file, or half of one, is refused as such, without a path of this machine', async () => {
  const path = await fileOf(two);
  const whole = readFileSync(path);
  for (const bytes of [Buffer.from('no parquet'), Buffer.alloc(0), whole.subarray(0, whole.length / 2)]) {
    writeFileSync(path, bytes);
    const refused = await loadTable(connection, { table: 'stock', path, how: 'merge', keys: ['id'] }).catch((e) => e);
    expect(refused).toMatchObject({ code: 'ParquetNotRead', whose: 'yours' });
    expect(refused.message).not.toContain(folder);
  }
});
