import { existsSync, rmSync } from 'node:fs';
import type { ForecastSpec } from '@atelier/core';
import { type LoadCounts, mergeStarSchema, type StagedLoad } from './merge-star-schema.ts';
import { openClosedDatabase } from './open-database.ts';
import { writeParquet } from './parquet-bridge.ts';
import { type QueryAnswer, runQuery } from './query.ts';
import { replaceTable } from './replace-table.ts';
import { createStarSchema } from './star-schema.ts';
import { trainingRows } from './training-rows.ts';
import { writeFailure } from './write-failure.ts';

/** One project's SQL store: one DuckDB file, owned by this process alone. */
export interface Warehouse {
  /** Run a person's SQL; it reaches nothing outside this warehouse. */
  query(sql: string, signal?: AbortSignal): Promise<QueryAnswer>;
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
export async function openWarehouse(file: string): Promise<Warehouse> {
  const database = await openClosedDatabase(file);
  let lastWrite: Promise<unknown> = Promise.resolve();

  // Two merges at once would conflict, and one of them fail: they wait for each other.
  function inTurn<T>(write: () => Promise<T>): Promise<T> {
    const next = lastWrite.then(write);
    lastWrite = next.catch(() => undefined);
    return next;
  }

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
    query: async (sql, signal) => runQuery(await database.connect(), sql, signal),
    merge: (load) => inTurn(() => withConnection((connection) => mergeStarSchema(connection, load))),
    extract: (forecast, path) => withConnection((connection) => writeParquet(connection, trainingRows(forecast), path)),
    replace: (table, path) => inTurn(() => withConnection((connection) => replaceTable(connection, table, path))),
    close: async () => {
      await lastWrite;
      await withConnection((connection) => connection.run('checkpoint'));
      database.closeSync();
      if (existsSync(`${file}.spill`)) rmSync(`${file}.spill`, { recursive: true });
    },
  };
}
