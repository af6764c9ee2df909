import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type Json } from '@duckdb/node-api';
import type { StagedLoad } from '../../src/warehouse/merge-star-schema.ts';

/** A calendar of some days as the load step makes it. */
export function calendarRows(from: string, days: number, firstKey: number): string {
  return `select (${firstKey} + i)::integer date_key, timestamp '${from}' + to_days(i::integer) date_time, 1::smallint as week,
    1::smallint as month, 1::smallint as quarter, 2010::smallint as year, 4::smallint as weekday from range(${days}) days(i)`;
}

/** The queries that make the tables of a small load. */
export const stagedRows = {
  date_dim: calendarRows('2010-01-01', 1, 1001),
  store_dim:
    "select 1::integer store_id, 'North' store_name, '1 Road' store_address, 'Oslo' city, 'O' state, 'NO' country",
  store_sales: 'select 1::integer store_id, 1001::integer date_key, 12.34::decimal(18,2) total_sales',
  store_promotions: 'select 1::integer store_id, 1001::integer date_key, 1::smallint promo, 0::smallint school_holiday',
  rejected:
    "select 'sales' as input, 'sales.csv' file, 7::bigint line, 'unknown date' reason, 'x' \"row\", 1::integer store_id, null::date as day",
};

export interface Changes {
  readonly rows?: Partial<typeof stagedRows>;
  readonly load?: Partial<StagedLoad>;
}

/** Stage a small load below a folder, some of its rows and of what is said about it changed. */
export async function stageLoad(folder: string, { rows = {}, load = {} }: Changes = {}): Promise<StagedLoad> {
  mkdirSync(folder, { recursive: true });
  const staging = mkdtempSync(join(folder, 'staging-'));
  const tables: Record<string, { path: string; rows: number }> = {};
  await withMemory(async (connection) => {
    for (const [name, select] of Object.entries({ ...stagedRows, ...rows })) {
      const path = join(staging, `${name}.parquet`);
      await connection.run(`copy (${select}) to '${path}' (format parquet)`);
      tables[name] = { path, rows: Number((await answers(connection, `select count(*) from '${path}'`))[0]?.[0]) };
    }
  });
  return {
    project: 'shops',
    flow: 'sales',
    execution: 'sales-1',
    calendar: 'generated',
    origins: [origin()],
    tables,
    earlierRows: 'refuse',
    batchTable: 'forecast',
    ...load,
  };
}

/** Where the rows of sales come from, as the load step says. */
export function origin(changes: Partial<StagedLoad['origins'][number]> = {}) {
  const usual = { input: 'sales', file: 'sales.csv', sha256: 'a1', reading: '{}', read: 2, loaded: 1, rejected: 1 };
  return { ...usual, ...changes };
}

/** Rows that a query about a Parquet file answers; the query has no `from`. */
export async function rowsOfParquet(path: string, query: string): Promise<readonly (readonly Json[])[]> {
  return withMemory((connection) => answers(connection, `${query} from '${path}'`));
}

export async function answers(connection: DuckDBConnection, sql: string): Promise<readonly (readonly Json[])[]> {
  return (await connection.runAndReadAll(sql)).getRowsJson();
}

async function withMemory<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}
