import { availableParallelism } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteText } from './quote.ts';
import { replayLog } from './replay-log.ts';

/** Memory and temporary disk that a database may take before it refuses a query. */
export interface DatabaseLimits {
  readonly memoryMiB: number;
  readonly temporaryDiskMiB: number;
}

/**
 * Open a DuckDB file whose SQL can reach nothing but its own tables.
 *
 * Files, folders, extensions, other databases and every setting are closed to SQL from here on;
 * what comes in or goes out passes through `parquet-bridge.ts`.
 */
export async function openClosedDatabase(file: string, limits: DatabaseLimits): Promise<DuckDBInstance> {
  await replayLog(file, limits.memoryMiB);
  return openLocked(file, limits.memoryMiB, [
    `set temp_directory = ${quoteText(`${file}.spill`)}`,
    `set max_temp_directory_size = '${limits.temporaryDiskMiB}MiB'`,
  ]);
}

/** Memory in which a bridge may hold the rows that pass through it. */
const bridgeMemoryMiB = 1024;

/** Open a database in memory that may read and write below one folder and nowhere else. */
export function openBridgeDatabase(folder: string): Promise<DuckDBInstance> {
  return openLocked(':memory:', bridgeMemoryMiB, [`set allowed_directories = [${quoteText(folder)}]`]);
}

async function openLocked(file: string, memoryMiB: number, settings: readonly string[]): Promise<DuckDBInstance> {
  const database = await DuckDBInstance.create(file, {
    memory_limit: `${memoryMiB}MiB`,
    threads: String(availableParallelism()),
    // Without it, what a thread has freed is kept for as long as that thread has nothing to do.
    allocator_background_threads: 'true',
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
