import { mkdirSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteText } from './quote.ts';

/** The share of the machine's memory that one database may use before it spills to its disk folder. */
const memoryShare = 0.4;

/**
 * Open a DuckDB file whose SQL can reach nothing but its own tables.
 *
 * Files, folders, extensions, other databases and every setting are closed to SQL from here on;
 * what comes in or goes out passes through `parquet-bridge.ts`.
 */
export function openClosedDatabase(file: string): Promise<DuckDBInstance> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return openLocked(file, [`set temp_directory = ${quoteText(`${file}.spill`)}`]);
}

/** Open a database in memory that may read and write below one folder and nowhere else. */
export function openBridgeDatabase(folder: string): Promise<DuckDBInstance> {
  return openLocked(':memory:', [`set allowed_directories = [${quoteText(folder)}]`]);
}

async function openLocked(file: string, settings: readonly string[]): Promise<DuckDBInstance> {
  const database = await DuckDBInstance.create(file, {
    memory_limit: `${Math.floor((totalmem() * memoryShare) / 1024 ** 2)}MiB`,
    threads: String(availableParallelism()),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await database.connect();
  for (const setting of [...settings, 'set enable_external_access = false', 'set lock_configuration = true']) {
    await connection.run(setting);
  }
  connection.closeSync();
  return database;
}
