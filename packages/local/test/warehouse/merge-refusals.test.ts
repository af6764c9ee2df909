import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mergeStarSchema } from '../../src/warehouse/merge-star-schema.ts';
import { replaceTable } from '../../src/warehouse/warehouse.ts';
import { answers, type Changes, calendarRows, origin, stageLoad } from './stage-load.ts';

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

/** Everything that is in the warehouse. */
async function contents() {
  const tables = await answers(
    connection,
    "select table_name from information_schema.tables where table_type <> 'LOCAL TEMPORARY' order by 1",
  );
  return Promise.all(tables.map(async ([name]) => [name, await answers(connection, `from "${name}" order by all`)]));
}

/** Merge what is refused; resolves to the problem, once it is sure that nothing has changed. */
async function refused(changes: Changes) {
  const before = await contents();
  const problem = await merge(changes).catch((error: unknown) => error);
  expect(await contents()).toEqual(before);
  return problem;
}

/** The SQL that a message tells people to run. */
function sqlIn(fix: string, begin: string): string {
  return new RegExp(`atelier sql shops "(${begin}[^"]*)"`).exec(fix)?.[1] ?? 'the fix names no SQL';
}

const threeDays = { date_dim: calendarRows('2010-01-01', 3, 1001) };
const elsewhere = { file: 'other.csv', sha256: 'b2' };
const promotions = { ...origin(), input: 'promotions', file: 'promotions.csv', sha256: 'c3' };

/** A load of another store, so that the row loaded before stays. */
const otherStore = {
  store_sales: 'select 2::integer store_id, 1001::integer date_key, 9::decimal(18,2) total_sales',
  store_promotions: 'select 2::integer store_id, 1001::integer date_key, 0::smallint promo, 0::smallint school_holiday',
};

describe('a calendar that numbers days otherwise than the tables', () => {
  const calendars = [
    ['begins earlier', calendarRows('2009-12-31', 4, 1001), /"firstKey: 1000" under calendar/],
    ['begins later', calendarRows('2010-01-02', 3, 1001), /"firstKey: 1002" under calendar/],
    ['counts from another key', calendarRows('2010-01-01', 3, 1), /"firstKey: 1001" under calendar/],
    [
      'begins so early that no key is left',
      calendarRows('2000-01-01', 4000, 1001),
      /begin as it did; or empty the tables/,
    ],
    [
      'exchanges two days',
      `${calendarRows('2010-01-01', 1, 1002)} union all ${calendarRows('2010-01-02', 1, 1001)}`,
      /or empty/,
    ],
    ['gives one day a key beside the known one', `${calendarRows('2010-01-01', 1, 5000)}`, /firstKey: 1001/],
  ] as const;

  test.each(calendars)('is refused when it %s', async (_how, date_dim, fix) => {
    await merge({ rows: threeDays });
    expect(await refused({ rows: { date_dim } })).toMatchObject({
      code: 'CalendarChanged',
      whose: 'yours',
      message: expect.stringMatching(
        /from 2010-01-01 \(date_key 1001\) to 2010-01-03 \(date_key 1003\), the run's from/,
      ),
      fix: expect.stringMatching(fix),
    });
  });

  test.each([
    ['goes on longer', calendarRows('2010-01-01', 30, 1001)],
    ['ends earlier', calendarRows('2010-01-01', 2, 1001)],
    ['begins earlier with the key that keeps the others', calendarRows('2009-12-31', 4, 1000)],
    ['begins later with the key that keeps the others', calendarRows('2010-01-02', 2, 1002)],
    ['has nothing in common with the known days', calendarRows('2011-01-01', 2, 2000)],
  ])('and one that agrees with them is accepted when it %s', async (_how, date_dim) => {
    await merge({ rows: threeDays });
    await expect(merge({ rows: { date_dim } })).resolves.toMatchObject({ rejected: 1 });
  });

  test('is accepted once the tables have been emptied as the message says', async () => {
    await merge({ rows: threeDays });
    const rows = { date_dim: calendarRows('2009-12-31', 4, 1001) };
    const problem = (await refused({ rows })) as { fix: string };
    await connection.run(sqlIn(problem.fix, 'delete'));
    expect(await merge({ rows })).toMatchObject({
      tables: { date_dim: 4, store_sales: 1 },
      earlier: { store_sales: 0 },
    });
  });

  test('of a file is refused with the name of the file', async () => {
    await merge({ rows: threeDays });
    const load = { origins: [origin(), origin({ input: 'dates', file: 'dates.csv' })] };
    const problem = await refused({ rows: { date_dim: calendarRows('2009-12-31', 4, 1001) }, load });
    expect(problem).toMatchObject({ fix: expect.stringMatching(/^Give the days of dates.csv the keys/) });
  });

  test('cannot come in by emptying the dates alone', async () => {
    await merge({ rows: threeDays });
    await connection.run('delete from date_dim');
    const problem = await refused({ rows: { date_dim: calendarRows('2009-12-31', 4, 1001) } });
    expect(problem).toMatchObject({ code: 'DaysMissing', message: expect.stringContaining('1 rows of store_sales') });
  });
});

describe('rows of another origin', () => {
  const beside = [
    ['another flow with another file', { flow: 'stock', origins: [origin(elsewhere)] }, 'TablesOfAnotherFlow'],
    [
      'another flow whose rows cover all known ones',
      { flow: 'stock', origins: [origin(elsewhere)] },
      'TablesOfAnotherFlow',
    ],
    [
      'another flow that reads the file otherwise',
      { flow: 'stock', origins: [origin({ reading: '{1}' })] },
      'TablesOfAnotherFlow',
    ],
    [
      'another flow with promotions of its own',
      { flow: 'stock', origins: [origin(), promotions] },
      'TablesOfAnotherFlow',
    ],
    [
      'another flow that keeps earlier rows',
      { flow: 'stock', origins: [origin(elsewhere)], earlierRows: 'keep' },
      'TablesOfAnotherFlow',
    ],
    ['another file of the flow', { origins: [origin(elsewhere)] }, 'RowsOfOtherFiles'],
    ['the same file read otherwise', { origins: [origin({ reading: '{1}' })] }, 'RowsOfOtherFiles'],
    ['promotions that were not there before', { origins: [origin(), promotions] }, 'RowsOfOtherFiles'],
  ] as const;

  test.each(beside)('are not loaded beside: %s', async (what, load, code) => {
    await merge();
    const rows = what.includes('cover all') ? {} : otherStore;
    expect(await refused({ rows, load })).toMatchObject({
      code,
      whose: 'yours',
      message: expect.stringMatching(/1 rows of store_sales and 1 rows of store_promotions that/),
    });
  });

  test.each([
    ['the same file with other contents', { origins: [origin({ sha256: 'changed' })] }],
    ['the same contents under another name', { origins: [origin({ file: 'moved.csv' })] }],
    ['another flow over the same file', { flow: 'renamed' }],
    ['another flow over the same bytes', { flow: 'renamed', origins: [origin({ file: 'moved.csv' })] }],
    ['another file of a flow that keeps earlier rows', { origins: [origin(elsewhere)], earlierRows: 'keep' }],
    [
      'another calendar file alone',
      { origins: [origin(), origin({ input: 'dates', file: 'dates.csv', sha256: 'd4' })] },
    ],
  ] as const)('are no others: %s', async (_what, load) => {
    await merge();
    expect(await merge({ rows: otherStore, load })).toMatchObject({ earlier: { store_sales: 1, store_promotions: 1 } });
  });

  test('another file of the flow that has all known rows takes their place', async () => {
    await merge();
    const rows = { store_sales: 'select 1::integer store_id, 1001::integer date_key, 7::decimal(18,2) total_sales' };
    expect(await merge({ rows, load: { origins: [origin(elsewhere)] } })).toMatchObject({
      earlier: { store_sales: 0 },
    });
    expect(await answers(connection, 'select total_sales from store_sales')).toEqual([['7.00']]);
  });

  test('are loaded once the tables have been emptied as the message says', async () => {
    await merge();
    const load = { flow: 'stock', origins: [origin(elsewhere)] };
    const problem = (await refused({ rows: otherStore, load })) as { fix: string };
    await connection.run(sqlIn(problem.fix, 'delete'));
    expect(await merge({ rows: otherStore, load })).toMatchObject({
      tables: { store_sales: 1 },
      earlier: { store_sales: 0 },
    });
  });

  test('of a flow that was renamed are kept once it is said to be the same', async () => {
    await merge();
    const load = { flow: "July's", origins: [origin(elsewhere)], earlierRows: 'keep' } as const;
    const problem = (await refused({ rows: otherStore, load })) as { fix: string };
    await connection.run(sqlIn(problem.fix, 'update'));
    expect(await merge({ rows: otherStore, load })).toMatchObject({ tables: { store_sales: 2 } });
  });
});

describe('tables that people have changed', () => {
  test.each([
    ['lacks a column', 'alter table store_sales drop column total_sales', /store_sales.*lacks total_sales decimal/],
    [
      'has money that is not exact',
      'alter table store_sales alter total_sales type double',
      /total_sales decimal\(18,2\)/,
    ],
    ['is a view', 'alter table store_sales rename to mine; create view store_sales as from mine', /view store_sales/],
    ['has other reasons', 'alter table rejected drop column reason', /rejected.*reason varchar/],
    ['is a table of their own', 'drop table loads; create table loads (lorry varchar)', /loads.*execution varchar/],
  ])('are not merged into when one %s', async (_what, sql, message) => {
    await merge();
    await connection.run(sql);
    expect(await refused({})).toMatchObject({ code: 'TableChanged', message: expect.stringMatching(message) });
  });

  test('are merged into when one has a column more', async () => {
    await merge();
    await connection.run('alter table store_sales add column note varchar');
    await expect(merge()).resolves.toMatchObject({ tables: { store_sales: 1 } });
  });

  test.each([
    ['a table', 'alter table rejected drop column reason'],
    [
      'a view',
      "drop table rejected; create view rejected as select 'a' flow, 'b' file, 1 line, 'c' reason, 'd' \"row\"",
    ],
  ])('are made anew once they are renamed as the message says: %s', async (_what, sql) => {
    await merge();
    await connection.run(sql);
    const problem = (await refused({})) as { fix: string };
    await connection.run(sqlIn(problem.fix, 'alter'));
    await expect(merge()).resolves.toMatchObject({ rejected: 1 });
  });
});

describe("a batch's table", () => {
  const notes = 'create table notes as select 1 as answer';
  const forecasts = 'create table notes as select 1 as shop, current_date as day, 2.0 as mean, 3.0 as p10, 4.0 as p90';

  test.each([
    ['a table', notes],
    ['a table with a mean', 'create table notes as select 1 as a, 2 as b, 3 as mean, 4 as total'],
    ['a view', 'create view notes as select 1 as answer'],
    ['a view of forecasts', 'create view notes as select 1 as shop, current_date as day, 2.0 as mean, 3.0 as p10'],
  ])('is refused before anything is merged when it is %s of people', async (_what, sql) => {
    await connection.run(sql);
    const problem = await refused({ load: { batchTable: 'notes' } });
    expect(problem).toMatchObject({ code: 'TableNotForecasts', message: expect.stringContaining('notes') });
  });

  test('of an earlier run is replaced, whatever quantiles it had', async () => {
    await connection.run(forecasts);
    await expect(merge({ load: { batchTable: 'notes' } })).resolves.toMatchObject({ rejected: 1 });
  });

  test('is not replaced when people have made a table of that name meanwhile', async () => {
    const { tables } = await stageLoad(folder);
    await connection.run(notes);
    const replacing = replaceTable(connection, 'notes', tables.store_sales?.path ?? '');
    await expect(replacing).rejects.toMatchObject({ code: 'TableNotForecasts' });
    expect(await answers(connection, 'from notes')).toEqual([[1]]);
  });
});
