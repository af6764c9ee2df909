import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openClosedDatabase } from '../../src/warehouse/open-database.ts';

const limits = { memoryMiB: 512, temporaryDiskMiB: 64 };
const folder = mkdtempSync(join(tmpdir(), 'replay-log-'));
let count = 0;

/** Rows of a table for the process that opens the files of one that was killed now. */
async function rowsAfterKill(changes: readonly string[]): Promise<unknown> {
  count += 1;
  const [file, left] = [join(folder, `${count}.duckdb`), join(folder, `${count}-left.duckdb`)];
  const database = await openClosedDatabase(file, limits);
  const connection = await database.connect();
  for (const change of changes) await connection.run(change);
  const before = (await connection.runAndReadAll('from t')).getRowsJson();
  for (const end of ['', '.wal']) copyFileSync(file + end, left + end);
  const reopened = await openClosedDatabase(left, limits);
  const after = (await (await reopened.connect()).runAndReadAll('from t')).getRowsJson();
  expect(after).toEqual(before);
  return after;
}

test.each([
  ['a column with a default that is computed', 'a int', 'add column ts timestamp default now()'],
  ['a column with a default that is a sum', 'a int', 'add column b int default (1 + 1)'],
  ['a column with a default that is a list', 'a int', 'add column b int[] default [1]'],
  ['a column beside a default that is computed', 'a int, b timestamp default now()', 'add column c int'],
  ['a column beside a generated one', 'a int, g int generated always as (a * 2)', 'add column b int'],
  ['a column beside a check', 'a int, check (abs(a) > 0)', 'add column b int'],
  ['another type', 'a int', "alter a type varchar using a || 'x'"],
  ['another type beside an identity', 'a int, u uuid default uuid()', 'alter a type varchar'],
  ['another default', 'a int', 'alter a set default abs(4)'],
  ['another name of a column', 'a int, b date default current_date', 'rename a to c'],
  ['a column less', 'a int, b date default current_date, c int', 'drop column c'],
  ['a field more', 'a struct(x int)', 'add column a.y int'],
  ['another name', 'a int, b date default current_date', 'rename to u; create view t as from u'],
])('a change of a table is there after a kill: %s', async (_what, columns, change) => {
  const changes = change.split('; ');
  const value = columns.startsWith('a struct') ? '{x: 7}' : '7';
  const rows = await rowsAfterKill([
    `create table t (${columns})`,
    `insert into t (a) values (${value})`,
    `alter table t ${changes[0]}`,
    ...changes.slice(1),
  ]);
  expect(rows).toHaveLength(1);
});

test('a table that a transaction changed and then put another in the place of is there after a kill', async () => {
  const before = ['create table t (a int primary key, b varchar)', "insert into t values (1, 'x')"];
  const rebuild = [
    ...["update t set b = 'y'", 'create table made (a int primary key, b varchar)', 'insert into made from t'],
    ...['drop table t', 'alter table made rename to t'],
  ];
  expect(await rowsAfterKill([...before, 'begin', ...rebuild, 'commit'])).toEqual([[1, 'y']]);
});

test('rows, views and macros are there after a kill', async () => {
  const changes = [
    'create macro m(x) as x + 1',
    'create table s as select m(1) a',
    'create view t as select m(a) from s',
  ];
  expect(await rowsAfterKill(changes)).toEqual([[3]]);
});
