import { existsSync, rmSync } from 'node:fs';
import type { ForecastSpec } from '@atelier/core';
import { type LoadCounts, mergeStarSchema, type StagedLoad } from './merge-star-schema.ts';
import { openClosedDatabase } from './open-database.ts';
import { writeParquet } from './parquet-bridge.ts';
import { type CheckedQuery, type QueryAnswer, runQuery } from './query.ts';
import { type StopSpec, stopWhenDue } from './query-stop.ts';
import { replaceTable } from './replace-table.ts';
import { createStarSchema } from './star-schema.ts';
import { trainingRows } from './training-rows.ts';
import { writeFailure } from './write-failure.ts';
import { writeTurns } from './write-turns.ts';

/** What the queries of a warehouse may take. */
export interface WarehouseLimits {
  readonly seconds: number;
  readonly rows: number;
  readonly memoryMiB: number;
  readonly temporaryDiskMiB: number;
}

/** One project's SQL store: one DuckDB file, owned by this process alone. */
export interface Warehouse {
  /** Run a person's SQL that was checked; it reaches nothing outside this warehouse. */
  query(query: CheckedQuery, stop: Omit<StopSpec, 'seconds'>): Promise<QueryAnswer>;
  /** Merge a staged load; all of it, or nothing. */
  merge(load: StagedLoad): Promise<LoadCounts>;
  /** Write the rows that a forecast learns from to a Parquet file. */
  extract(forecast: ForecastSpec, path: string): Promise<number>;
  /** Put a Parquet file's rows in the place of a table's. */
  replace(table: string, path: string): Promise<number>;
  /** Write everything to the file and let go of it. */
  close(): Promise<void>;
}

/** Open a project's warehouse; a new one has the empty star schema. */
export async function openWarehouse(file: string, limits: WarehouseLimits): Promise<Warehouse> {
  const spill = `${file}.spill`;
  // What a process that was killed had put aside there.
  rmSync(spill, { recursive: true, force: true });
  const database = await openClosedDatabase(file, limits);
  const turns = writeTurns();

  async function withConnection<T>(work: (connection: Awaited<ReturnType<typeof database.connect>>) => Promise<T>) {
    const connection = await database.connect();
    try {
      return await work(connection);
    } catch (error) {
      throw writeFailure(error);
    } finally {
      connection.closeSync();
    }
  }

  await withConnection(createStarSchema);
  return {
    query: async (query, spec) => {
      const connection = await database.connect();
      const stop = stopWhenDue(connection, { ...spec, seconds: limits.seconds });
      const close = () => {
        stop.release();
        connection.closeSync();
      };
      const place = { connection, turns, stop, seconds: limits.seconds, mostRows: limits.rows };
      const { columns, batches } = await runQuery(query, place).catch((error) => {
        close();
        throw error;
      });
      return { columns, batches: closingAfter(batches, close) };
    },
    merge: (load) => turns.alone(() => withConnection((connection) => mergeStarSchema(connection, load))),
    extract: (forecast, path) => withConnection((connection) => writeParquet(connection, trainingRows(forecast), path)),
    replace: (table, path) => turns.alone(() => withConnection((connection) => replaceTable(connection, table, path))),
    close: async () => {
      await turns.alone(() => withConnection((connection) => connection.run('checkpoint')));
      database.closeSync();
      if (existsSync(spill)) rmSync(spill, { recursive: true });
    },
  };
}

async function* closingAfter<Batch>(batches: AsyncIterable<Batch>, close: () => void): AsyncGenerator<Batch> {
  try {
    yield* batches;
  } finally {
    close();
  }
}
