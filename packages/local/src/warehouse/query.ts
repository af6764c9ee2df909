import { Problem } from '@atelier/core';
import type { DuckDBConnection, Json } from '@duckdb/node-api';
import type { Column } from './parquet-bridge.ts';
import { writeFailure } from './write-failure.ts';

/** What SQL answers: its columns at once, its rows as they come. */
export interface QueryAnswer {
  readonly columns: readonly Column[];
  /** Batches of rows; exact numbers that JSON cannot hold are texts. */
  readonly batches: AsyncIterable<readonly (readonly Json[])[]>;
}

/**
 * Run a person's SQL on a connection of its own, and close that connection when all rows are read.
 *
 * @throws Problem SqlFailed with the database's own words; SqlTransactionOpen when the text ends inside a transaction,
 * whose changes are then undone.
 */
export async function runQuery(connection: DuckDBConnection, sql: string, signal?: AbortSignal): Promise<QueryAnswer> {
  const release = interruptOnAbort(connection, signal);
  const close = () => {
    release();
    connection.closeSync();
  };
  try {
    const result = await connection.stream(sql);
    const types = result.columnTypes();
    const columns = result.deduplicatedColumnNames().map((name, index) => ({ name, type: String(types[index]) }));
    return { columns, batches: readBatches(connection, result.yieldRowsJson(), close) };
  } catch (error) {
    close();
    throw sqlProblem(error);
  }
}

/** An interrupt that comes before the database has begun is forgotten by it, so it is repeated until `release`. */
function interruptOnAbort(connection: DuckDBConnection, signal: AbortSignal | undefined): () => void {
  let repeat: NodeJS.Timeout | undefined;
  const interrupt = () => {
    repeat = setInterval(() => connection.interrupt(), 20);
  };
  if (signal?.aborted) interrupt();
  else signal?.addEventListener('abort', interrupt);
  return () => {
    clearInterval(repeat);
    signal?.removeEventListener('abort', interrupt);
  };
}

async function* readBatches(
  connection: DuckDBConnection,
  rows: AsyncIterable<readonly (readonly Json[])[]>,
  close: () => void,
): AsyncGenerator<readonly (readonly Json[])[]> {
  try {
    yield* rows;
    await refuseOpenTransaction(connection);
  } catch (error) {
    throw sqlProblem(error);
  } finally {
    close();
  }
}

async function refuseOpenTransaction(connection: DuckDBConnection): Promise<void> {
  const wasOpen = await connection.run('rollback').then(
    () => true,
    (error: Error) => {
      if (error.message.includes('no transaction is active')) return false;
      throw error;
    },
  );
  if (!wasOpen) return;
  throw new Problem({
    code: 'SqlTransactionOpen',
    message: 'The SQL began a transaction and did not end it.',
    fix: 'End it with "commit" in the same text.',
    whose: 'yours',
    state: 'Its changes were undone.',
  });
}

function sqlProblem(cause: unknown): unknown {
  const error = writeFailure(cause);
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const message = error.message.trim();
  const reachesOut = /disabled by configuration|disabled through configuration|configuration has been locked/.test(
    message,
  );
  return new Problem(
    {
      code: reachesOut ? 'SqlReachesOut' : 'SqlFailed',
      message: `The warehouse refused the SQL: ${message}`,
      fix: reachesOut
        ? 'Ask only for tables of this warehouse; files are loaded by a flow, never by SQL.'
        : 'Correct the SQL; "show tables" and "describe TABLE" say what is there.',
      whose: 'yours',
    },
    error,
  );
}
