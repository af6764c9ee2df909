import { existsSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteText } from './quote.ts';

/**
 * Bring into a DuckDB file what a process that was killed had only written to its log; nothing is lost.
 *
 * DuckDB cannot replay some changes of tables (a default or a type that takes a function) while it opens the file as its
 * one database: it looks for the function in a default database that is not there yet (duckdb/duckdb#18259). Beside a
 * database in memory it can.
 */
export async function replayLog(file: string, memoryMiB: number): Promise<void> {
  if (!existsSync(`${file}.wal`)) return;
  const database = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryMiB}MiB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  try {
    const connection = await database.connect();
    await connection.run(`set temp_directory = ${quoteText(`${file}.spill`)}`);
    await connection.run(`attach ${quoteText(file)} as replayed`);
    await connection.run('checkpoint replayed');
    await connection.run('detach replayed');
    connection.closeSync();
  } finally {
    database.closeSync();
  }
}
