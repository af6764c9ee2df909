import type { DuckDBConnection } from '@duckdb/node-api';
import { stageParquet } from './parquet-bridge.ts';
import { quoteName } from './quote.ts';

/** Put a Parquet file's rows in the place of a table's, in one transaction; resolves to the number of rows. */
export async function replaceTable(connection: DuckDBConnection, table: string, path: string): Promise<number> {
  await stageParquet(connection, path, 'staged_replacement');
  await connection.run(`create or replace table ${quoteName(table)} as from staged_replacement`);
  const counted = await connection.runAndReadAll(`select count(*) from ${quoteName(table)}`);
  return Number(counted.getRows()[0]?.[0]);
}
