import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ForecastSpec } from '@atelier/core';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mergeStarSchema } from '../../src/warehouse/merge-star-schema.ts';
import { trainingRows } from '../../src/warehouse/training-rows.ts';
import { answers, calendarRows, stagedRows, stageLoad } from './stage-load.ts';

let folder: string;
let connection: DuckDBConnection;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rows-'));
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

afterEach(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

/** A row of an input that was rejected; days count from 2010-01-01, which is 0. */
interface Rejected {
  readonly store?: number;
  readonly day?: number;
  readonly input?: string;
}

interface Rows {
  /** The days on which each store sold, the first store's first. */
  readonly sales: readonly (readonly number[])[];
  readonly promotions?: readonly number[];
  readonly rejected: readonly Rejected[];
  readonly frequency?: string;
  /** SQL by which people change the tables between the load and the training. */
  readonly people?: string;
}

/** Rows to learn from as `store:day target`; `?` is a target whose row was rejected, `-` one to forecast. */
async function rowsToLearnFrom({
  sales,
  promotions = [],
  rejected,
  frequency = 'D',
  people = 'select 1',
}: Rows): Promise<readonly string[]> {
  const sold = sales.map(
    (days, store) =>
      `select ${store + 1}::integer store_id, unnest([${days.map((day) => 1001 + day)}]::integer[]) date_key, 5::decimal(18,2) total_sales`,
  );
  const keys = promotions.map((day) => 1001 + day);
  const refused = rejected.map(
    ({ store, day, input = 'sales' }, line) =>
      `select '${input}' as input, 'f' file, ${line}::bigint line, 'bad number: x' reason, 'x' "row", ${store ?? 'null'}::integer store_id,
        ${day === undefined ? 'null::date' : `date '2010-01-01' + ${day}`} as day`,
  );
  const load = await stageLoad(folder, {
    rows: {
      date_dim: calendarRows('2010-01-01', 800, 1001),
      store_sales: sold.join(' union all '),
      store_promotions: `select 1::integer store_id, unnest([${keys}]::integer[]) date_key, 1::smallint promo, 0::smallint school_holiday`,
      rejected: refused.join(' union all ') || `${stagedRows.rejected} limit 0`,
    },
  });
  await mergeStarSchema(connection, load);
  await connection.run(people);
  const forecast = { item: 'shop', timestamp: 'day', target: 'takings', covariates: ['promo', 'month'], frequency };
  const query = trainingRows(forecast as unknown as ForecastSpec);
  const rows = await answers(
    connection,
    `select shop || ':' || (day - date '2010-01-01'), takings, "target rejected" from (${query})`,
  );
  return rows.map(([place, takings, isRejected]) => `${place} ${takings ?? (isRejected ? '?' : '-')}`);
}

/** The days among them whose sale is said to have been rejected. */
async function lostDays(rows: Rows): Promise<readonly string[]> {
  return (await rowsToLearnFrom(rows)).filter((row) => row.endsWith('?')).map((row) => row.slice(0, -2));
}

describe('a sale that was rejected is unknown to training, never absent', () => {
  test.each<readonly [string, Rows, readonly string[]]>([
    ['between two sales', { sales: [[0, 2]], rejected: [{ store: 1, day: 1 }] }, ['1:0 5', '1:1 ?', '1:2 5']],
    [
      'on a day with a promotion',
      { sales: [[0, 2]], promotions: [1], rejected: [{ store: 1, day: 1 }] },
      ['1:0 5', '1:1 ?', '1:2 5'],
    ],
    [
      'twice on one day',
      {
        sales: [[0, 2]],
        rejected: [
          { store: 1, day: 1 },
          { store: 1, day: 1 },
        ],
      },
      ['1:0 5', '1:1 ?', '1:2 5'],
    ],
    ['beside a row that was loaded', { sales: [[0, 1]], rejected: [{ store: 1, day: 1 }] }, ['1:0 5', '1:1 5']],
    ['before the first sale', { sales: [[1, 2]], rejected: [{ store: 1, day: 0 }] }, ['1:1 5', '1:2 5']],
    ['after the last sale', { sales: [[0, 1]], rejected: [{ store: 1, day: 2 }] }, ['1:0 5', '1:1 5', '1:2 ?']],
    ['years after the last sale', { sales: [[0, 1]], rejected: [{ store: 1, day: 9000 }] }, ['1:0 5', '1:1 5']],
    ['of another store', { sales: [[0, 2]], rejected: [{ store: 9, day: 1 }] }, ['1:0 5', '1:2 5']],
    [
      'in the promotions alone',
      { sales: [[0, 2]], rejected: [{ store: 1, day: 1, input: 'promotions' }] },
      ['1:0 5', '1:2 5'],
    ],
    [
      'nowhere, and what is promoted later is there to forecast',
      { sales: [[0, 2]], promotions: [1, 4], rejected: [] },
      ['1:0 5', '1:1 -', '1:2 5', '1:4 -'],
    ],
  ])('%s', async (_where, rows, expected) => {
    expect(await rowsToLearnFrom(rows)).toEqual(expected);
  });
});

const daily = Array.from({ length: 28 }, (_, day) => day);
const without = (...days: readonly number[]) => daily.filter((day) => !days.includes(day));
const closedOnSixth = daily.filter((day) => day % 7 !== 6);
const yearly = [0, 365, 730];
const weekly = Array.from({ length: 110 }, (_, week) => 7 * week);

test('what a flow rejected that loads no more says nothing about sales', async () => {
  await mergeStarSchema(connection, await stageLoad(folder, { load: { flow: 'before', execution: 'before-1' } }));
  await connection.run("update rejected set day = date '2010-01-02'");
  expect(await rowsToLearnFrom({ sales: [[0, 2]], rejected: [] })).toEqual(['1:0 5', '1:2 5']);
});

test.each([
  { item: 'day', timestamp: 'store_id', target: 'is_lost' },
  { item: 'first_sale', timestamp: 'joined', target: 'day' },
  { item: 'total_sales', timestamp: 'last_sale', target: 'is_known' },
])('a flow may name its columns as it likes: %o', async ({ item, timestamp, target }) => {
  await rowsToLearnFrom({ sales: [[2, 0], [1]], rejected: [{ store: 1, day: 1 }] });
  const forecast = { item, timestamp, target, covariates: ['promo'], frequency: 'D' } as unknown as ForecastSpec;
  const columns = `"${item}", "${timestamp}"::varchar, "${target}", promo, "target rejected"`;
  expect(await answers(connection, `select ${columns} from (${trainingRows(forecast)})`)).toEqual([
    [1, '2010-01-01', 5, null, false],
    [1, '2010-01-02', null, null, true],
    [1, '2010-01-03', 5, null, false],
    [2, '2010-01-02', 5, null, false],
  ]);
});

describe('a rejected row of which only a part can be read', () => {
  test.each<readonly [string, Rows, readonly string[]]>([
    ['of a store is the day on which it has none', { sales: [without(10), daily], rejected: [{ store: 1 }] }, ['1:10']],
    ['of a store is no day of another store', { sales: [daily, without(10)], rejected: [{ store: 1 }] }, []],
    [
      'of a store may be any of the days on which it has none',
      { sales: [without(10, 19)], rejected: [{ store: 1 }] },
      ['1:10', '1:19'],
    ],
    [
      'of a store is none of the days on which it is always closed',
      { sales: [closedOnSixth], rejected: [{ store: 1 }] },
      [],
    ],
    [
      'of a store is looked for beside its closed days',
      { sales: [closedOnSixth.filter((day) => day !== 10)], rejected: [{ store: 1 }] },
      ['1:10'],
    ],
    ['of a store is not looked for before its first sale', { sales: [daily.slice(5)], rejected: [{ store: 1 }] }, []],
    [
      'of a day is of the store that has none then',
      { sales: [without(10), without(12)], rejected: [{ day: 10 }] },
      ['1:10'],
    ],
    [
      'of a day is of no store that is always closed then',
      { sales: [closedOnSixth, daily], rejected: [{ day: 13 }] },
      [],
    ],
    ['of a day that nobody lacks is of none', { sales: [daily], rejected: [{ day: 10 }] }, []],
    ['of neither is the one day that is missing', { sales: [without(10), daily], rejected: [{}] }, ['1:10']],
    ['of neither is no day that more stores lack', { sales: [without(10), without(10)], rejected: [{}] }, []],
    [
      'of neither may be of as many stores as there are such rows',
      { sales: [without(10), without(10)], rejected: [{}, {}] },
      ['1:10', '2:10'],
    ],
    [
      'of neither is none of the days on which a store is always closed',
      { sales: [closedOnSixth], rejected: [{}] },
      [],
    ],
    [
      'of weekly sales is looked for a year away',
      { sales: [weekly.filter((day) => day !== 70)], rejected: [{ store: 1 }], frequency: 'W' },
      ['1:70'],
    ],
    [
      'of yearly sales is looked for a year away',
      { sales: [yearly.filter((day) => day !== 365)], rejected: [{ store: 1 }], frequency: 'M' },
      ['1:365'],
    ],
  ])('%s', async (_what, rows, expected) => {
    expect(await lostDays(rows)).toEqual(expected);
  });
});

describe('columns that people have added change nothing of what is learned', () => {
  test.each([
    "store_sales add column day date default '1999-01-01'",
    "store_sales add column date_time timestamp default '1999-01-01'",
    'store_sales add column promo smallint default 9',
    'store_sales add column month smallint default 9',
    'store_sales add column is_known boolean default false',
    'store_sales add column first_sale integer default 9',
    'store_promotions add column total_sales decimal(18,2) default 9',
    "store_promotions add column day date default '1999-01-01'",
    'date_dim add column total_sales decimal(18,2) default 9',
    'date_dim add column store_id integer default 9',
    'date_dim add column is_known boolean default false',
    "date_dim add column day date default '1999-01-01'",
  ])('%s', async (added) => {
    const rows = { sales: [[0, 2]], promotions: [1], rejected: [{ store: 1, day: 1 }], people: `alter table ${added}` };
    expect(await rowsToLearnFrom(rows)).toEqual(['1:0 5', '1:1 ?', '1:2 5']);
  });
});
