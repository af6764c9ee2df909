import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

/** The first row that a query answers; empty when it answers none. */
export async function askOne(connection: DuckDBConnection, sql: string): Promise<readonly DuckDBValue[]> {
  const answered = await connection.runAndReadAll(sql);
  return answered.getRows()[0] ?? [];
}

/** The number that a query answers. */
export async function askNumber(connection: DuckDBConnection, sql: string): Promise<number> {
  const [value] = await askOne(connection, sql);
  return Number(value);
}
