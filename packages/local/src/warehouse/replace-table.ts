import type { DuckDBConnection } from '@duckdb/node-api';
import { stageParquet } from './parquet-bridge.ts';
import { quoteName } from './quote.ts';
import { refuseOtherTable } from './refuse-other-table.ts';

/**
 * Put a Parquet file of forecasts in the place of a table's rows, in one statement; resolves to the number of rows.
 *
 * @throws Problem TableNotForecasts when the table holds something else.
 */
export async function replaceTable(connection: DuckDBConnection, table: string, path: string): Promise<number> {
  await refuseOtherTable(connection, table);
  await stageParquet(connection, path, 'staged_replacement');
  await connection.run(`create or replace table ${quoteName(table)} as from staged_replacement`);
  const counted = await connection.runAndReadAll(`select count(*) from ${quoteName(table)}`);
  return Number(counted.getRows()[0]?.[0]);
}
