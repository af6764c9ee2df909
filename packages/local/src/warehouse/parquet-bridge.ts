import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { openBridgeDatabase } from './open-database.ts';
import { quoteName, quoteText } from './quote.ts';

/** A column as SQL declares it. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/**
 * Bring the rows of a Parquet file, or of a folder of them, into a new temporary table of a warehouse connection.
 *
 * The warehouse itself may not open files: a second database, which may read this folder alone, reads
 * them and hands its chunks over without copying single values.
 */
export async function stageParquet(
  connection: DuckDBConnection,
  path: string,
  table: string,
): Promise<readonly Column[]> {
  const bridge = await openBridgeDatabase(dirname(path));
  const reader = await bridge.connect();
  try {
    const source = `from read_parquet(${quoteText(filesAt(path))})`;
    const columns = await describe(reader, source);
    await connection.run(`create or replace temp table ${quoteName(table)} (${columns.map(declare).join(', ')})`);
    await appendAll(connection, await reader.stream(source), table);
    return columns;
  } finally {
    reader.closeSync();
    bridge.closeSync();
  }
}

/** Write what a query of the warehouse answers into a Parquet file; resolves to the number of rows. */
export async function writeParquet(connection: DuckDBConnection, query: string, path: string): Promise<number> {
  const bridge = await openBridgeDatabase(dirname(path));
  const writer = await bridge.connect();
  try {
    const columns = await describe(connection, query);
    await writer.run(`create temp table outgoing (${columns.map(declare).join(', ')})`);
    const rows = await appendAll(writer, await connection.stream(query), 'outgoing');
    await writer.run(`copy outgoing to ${quoteText(path)} (format parquet, compression zstd)`);
    return rows;
  } finally {
    writer.closeSync();
    bridge.closeSync();
  }
}

/** Spark writes a folder of part files where other engines write one file. */
function filesAt(path: string): string {
  return statSync(path).isDirectory() ? join(path, '*.parquet') : path;
}

async function describe(connection: DuckDBConnection, query: string): Promise<readonly Column[]> {
  const description = await connection.runAndReadAll(`describe ${query}`);
  return description.getRows().map((row) => ({ name: String(row[0]), type: String(row[1]) }));
}

function declare(column: Column): string {
  return `${quoteName(column.name)} ${column.type}`;
}

async function appendAll(connection: DuckDBConnection, result: DuckDBResult, table: string): Promise<number> {
  const appender = await connection.createAppender(table, 'main', 'temp');
  let rows = 0;
  for await (const chunk of result) {
    appender.appendDataChunk(chunk);
    rows += chunk.rowCount;
  }
  appender.closeSync();
  return rows;
}
