import { existsSync, rmSync } from 'node:fs';
import type { ForecastSpec } from '@atelier/core';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { askNumber } from './ask-one.ts';
import { loadTable, type TableLoad, type TableLoadCounts } from './load-table.ts';
import { type LoadCounts, mergeStarSchema, type StagedLoad } from './merge-star-schema.ts';
import { openClosedDatabase } from './open-database.ts';
import { stageParquet, writeParquet } from './parquet-bridge.ts';
import { type PeopleQueries, peopleQueries } from './people-queries.ts';
import { quoteName } from './quote.ts';
import { refuseOtherTable } from './refuse-other-table.ts';
import { createStarSchema } from './star-schema.ts';
import { tableFailure } from './table-failure.ts';
import { trainingRows } from './training-rows.ts';
import { writeQueue } from './write-conflict.ts';

/** Limits of what the queries of a warehouse may take. */
export interface WarehouseLimits {
  readonly seconds: number;
  readonly rows: number;
  readonly memoryMiB: number;
  readonly temporaryDiskMiB: number;
}

/** One project's SQL store: one DuckDB file, owned by this process alone. */
export interface ProjectWarehouse extends PeopleQueries {
  /** Merge a staged load; all of it, or nothing. */
  merge(load: StagedLoad): Promise<LoadCounts>;
  /** Write the rows that a forecast learns from to a Parquet file. */
  extract(forecast: ForecastSpec, path: string): Promise<number>;
  /** Put a Parquet file's rows in the place of a table's. */
  replace(table: string, path: string): Promise<number>;
  /** Load somebody's rows into a table; all of them, or none. */
  load(load: TableLoad): Promise<TableLoadCounts>;
  /** Memory that nobody has and that the database counts as used; to be asked when nothing is at work. */
  lostMiB(): Promise<number>;
  /** Write everything to the file and let go of it. */
  close(): Promise<void>;
}

/**
 * DuckDB counts memory for values before it asks the system for it, and goes on counting when the system has none: what is
 * counted so while nothing is at work, nobody has.
 */
const countedWithoutOwner = `select (memory_usage_bytes >> 20)::integer from duckdb_memory() where tag = 'ALLOCATOR'`;

/** Open a project's warehouse; a new one has the empty star schema. */
export async function openWarehouse(file: string, limits: WarehouseLimits): Promise<ProjectWarehouse> {
  const spill = `${file}.spill`;
  // What a process that was killed had put aside there.
  rmSync(spill, { recursive: true, force: true });
  const database = await openClosedDatabase(file, limits);
  const queue = writeQueue();
  let lastMerge: Promise<unknown> = Promise.resolve();

  // Two merges at once would conflict, and one of them be done twice: they wait for each other.
  function inTurn<T>(write: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const next = lastMerge.then(() => queue.write(() => onConnection(database, write)));
    lastMerge = next.catch(() => undefined);
    return next;
  }

  await onConnection(database, createStarSchema);
  return {
    ...peopleQueries({ database, queue, seconds: limits.seconds, rows: limits.rows }),
    merge: (load) => inTurn((connection) => mergeStarSchema(connection, load)),
    extract: (forecast, path) =>
      onConnection(database, (connection) => writeParquet(connection, trainingRows(forecast), path)),
    replace: (table, path) => inTurn((connection) => replaceTable(connection, table, path)),
    load: (load) => inTurn((connection) => loadTable(connection, load)),
    lostMiB: () => onConnection(database, (connection) => askNumber(connection, countedWithoutOwner)),
    close: async () => {
      await lastMerge;
      await onConnection(database, (connection) => connection.run('checkpoint'));
      database.closeSync();
      if (existsSync(spill)) rmSync(spill, { recursive: true });
    },
  };
}

async function onConnection<T>(database: DuckDBInstance, work: (connection: DuckDBConnection) => Promise<T>) {
  const connection = await database.connect();
  try {
    return await work(connection);
  } catch (error) {
    throw tableFailure(error);
  } finally {
    connection.closeSync();
  }
}

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
