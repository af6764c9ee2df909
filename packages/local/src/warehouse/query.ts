import { Problem } from '@atelier/problem';
import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBPreparedStatement,
  DuckDBResult,
  Json,
  StatementType,
} from '@duckdb/node-api';
import { JsonDuckDBValueConverter } from '@duckdb/node-api';
import { chunkBytes } from './chunk-bytes.ts';
import type { Column } from './parquet-bridge.ts';
import { type QueryStop, stoppedProblem } from './query-stop.ts';
import { agreesWith } from './sql/agrees-with.ts';
import { type AllowedStatement, allowedStatements, type SqlRight } from './sql/allowed-statements.ts';
import { shown, unreadable } from './sql/sql-problems.ts';
import { sqlFailure } from './sql-failure.ts';
import type { WriteQueue } from './write-conflict.ts';

/** Answer of SQL: its columns at once, its rows as they come. */
export interface QueryResult {
  readonly columns: readonly Column[];
  /** Batches of rows; exact numbers that JSON cannot hold are texts. */
  readonly batches: AsyncIterable<readonly (readonly Json[])[]>;
}

/** A person's SQL that has been read, and not run yet. */
export interface CheckedQuery {
  /** Whether it changes anything, so that it cannot be run twice. */
  readonly writes: boolean;
  readonly units: readonly Unit[];
}

/** Statements that take effect together: one by itself, or a transaction from its beginning to its end. */
type Unit = readonly AllowedStatement[];

export interface QueryPlace {
  readonly connection: DuckDBConnection;
  readonly queue: WriteQueue;
  readonly stop: QueryStop;
  readonly seconds: number;
  readonly mostRows: number;
}

/** More than this in one batch of rows, and turning it into JSON would take the process down. */
const mostBatchMiB = 128;

/** Read a person's SQL; throws a Problem about what may not be run, before anything is. */
export function checkQuery(sql: string, right: SqlRight): CheckedQuery {
  const units: AllowedStatement[][] = [];
  let open = false;
  for (const statement of allowedStatements(sql, right)) {
    if (open) units.at(-1)?.push(statement);
    else units.push([statement]);
    open = statement.kind === 'begin' || (open && statement.kind !== 'end');
  }
  return { writes: units.some((unit) => unit.some(({ kind }) => kind === 'write')), units };
}

/**
 * Run SQL that was checked, statement by statement; the last one answers.
 *
 * A write that another one got in the way of is done again.
 *
 * @throws Problem SqlFailed with the database's own words, SqlStopped, SqlTooMuch…; SqlTransactionOpen when the text ends
 * inside a transaction, whose changes are then undone.
 */
export async function runQuery(query: CheckedQuery, place: QueryPlace): Promise<QueryResult> {
  try {
    const last = query.units.at(-1);
    if (last === undefined) return { columns: [], batches: (async function* () {})() };
    for (const unit of query.units.slice(0, -1)) await runUnit(unit, place);
    const result = await runUnit(last, place);
    const types = result.columnTypes();
    const columns = result.deduplicatedColumnNames().map((name, index) => ({ name, type: String(types[index]) }));
    return { columns, batches: readBatches(result, place) };
  } catch (error) {
    throw failure(error, place);
  }
}

async function runUnit(unit: Unit, place: QueryPlace): Promise<DuckDBResult> {
  if (!unit.some(({ kind }) => kind === 'write')) return perform(unit, place, streamed);
  return place.queue.write(
    async () => {
      try {
        return await perform(unit, place, atOnce);
      } catch (error) {
        await rollBack(place.connection);
        throw error;
      }
    },
    () => throwIfStopped(place),
  );
}

type Run = (statement: DuckDBPreparedStatement) => Promise<DuckDBResult>;

const streamed: Run = (statement) => statement.stream();
/** Reads what a write answers before it counts as done. */
const atOnce: Run = (statement) => statement.run();

async function perform(unit: Unit, place: QueryPlace, run: Run): Promise<DuckDBResult> {
  let result: DuckDBResult | undefined;
  for (const statement of unit) {
    const isLast = statement === unit.at(-1);
    result = await runStatement(statement, place, isLast ? run : atOnce);
  }
  if (result === undefined) throw new Error('a unit has no statement');
  return result;
}

/** DuckDB reads the statement a second time; what it sees has to be what was allowed. */
async function runStatement(statement: AllowedStatement, place: QueryPlace, run: Run): Promise<DuckDBResult> {
  const extracted = await place.connection.extractStatements(statement.text);
  const types: StatementType[] = [];
  let result: DuckDBResult | undefined;
  for (let index = 0; index < extracted.count; index += 1) {
    throwIfStopped(place);
    const prepared = await extracted.prepare(index);
    types.push(prepared.statementType);
    if (!agreesWith(statement, types, extracted.count)) throw disagrees(statement);
    result = await run(prepared);
  }
  if (result === undefined) throw disagrees(statement);
  return result;
}

async function* readBatches(result: DuckDBResult, place: QueryPlace): AsyncGenerator<readonly (readonly Json[])[]> {
  let left = place.mostRows;
  try {
    for await (const chunk of result) {
      throwIfStopped(place);
      left -= chunk.rowCount;
      if (left < 0) throw tooManyRows(place.mostRows);
      yield rowsOf(chunk);
    }
    await refuseOpenTransaction(place.connection);
  } catch (error) {
    throw failure(error, place);
  }
}

function rowsOf(chunk: DuckDBDataChunk): readonly (readonly Json[])[] {
  const bytes = chunkBytes(chunk);
  if (bytes > mostBatchMiB * 1024 ** 2) throw tooLarge(bytes);
  return chunk.convertRows(JsonDuckDBValueConverter);
}

async function refuseOpenTransaction(connection: DuckDBConnection): Promise<void> {
  if (!(await rollBack(connection))) return;
  throw new Problem({
    code: 'SqlTransactionOpen',
    message: 'The SQL began a transaction and did not end it.',
    fix: 'End it with "commit" in the same text.',
    whose: 'yours',
    state: 'Its changes were undone.',
  });
}

/** Whether there was a transaction. */
function rollBack(connection: DuckDBConnection): Promise<boolean> {
  return connection.run('rollback').then(
    () => true,
    (error: Error) => {
      if (error.message.includes('no transaction is active')) return false;
      throw error;
    },
  );
}

function throwIfStopped({ stop, seconds }: QueryPlace): void {
  const reason = stop.reason();
  if (reason !== undefined) throw stoppedProblem(reason, seconds);
}

function failure(error: unknown, { stop, seconds }: QueryPlace): unknown {
  const reason = stop.reason();
  const wasInterrupted = error instanceof Error && error.message.startsWith('INTERRUPT Error');
  return reason !== undefined && wasInterrupted ? stoppedProblem(reason, seconds) : sqlFailure(error);
}

function disagrees({ text }: AllowedStatement): Problem {
  return unreadable(
    `the database reads this otherwise than its guard does: ${shown(text)}.`,
    'Write it in simpler forms, one statement after the other; what stood before it has been run.',
  );
}

function tooManyRows(mostRows: number): Problem {
  return new Problem({
    code: 'SqlTooManyRows',
    message: `The answer has more than ${mostRows.toLocaleString('en')} rows, the most that this project allows.`,
    fix: 'Ask for fewer with "limit", or raise warehouse.queries.rows of the project in the file and run "atelier up".',
    whose: 'yours',
    state: 'What came before it is not the whole answer.',
  });
}

function tooLarge(bytes: number): Problem {
  return new Problem({
    code: 'SqlAnswerTooLarge',
    message: `A batch of the answer's rows takes ${Math.ceil(bytes / 1024 ** 2)} MiB; at most ${mostBatchMiB} MiB can be answered at once.`,
    fix: 'Ask for shorter values: "unnest" turns a long list into rows.',
    whose: 'yours',
    state: 'Nothing was changed by asking.',
  });
}
