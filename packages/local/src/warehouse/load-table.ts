import { Problem } from '@atelier/problem';
import type { DuckDBConnection } from '@duckdb/node-api';
import { askNumber } from './ask-one.ts';
import type { Column } from './parquet-bridge.ts';
import { stageParquet } from './parquet-bridge.ts';
import { quoteName } from './quote.ts';
import { refuseBadKeys } from './refuse-bad-keys.ts';
import { columnsByTable, isView, loadTables, starTables } from './star-schema.ts';

/** Rows of somebody's for a table of the warehouse. */
export interface TableLoad {
  readonly table: string;
  /** A Parquet file. */
  readonly path: string;
  /** `replace`: the table is made anew. `append`: rows are added. `merge`: known keys take the new values, new ones are added. */
  readonly how: 'replace' | 'append' | 'merge';
  /** Columns that tell rows apart, in no order; none: nothing is looked at. */
  readonly keys: readonly string[];
}

export interface TableLoadCounts {
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

const staged = 'staged_rows';
/** The same with the types of the table. */
const typed = 'typed_rows';

/**
 * Load the rows of a file into a table in one transaction: all of them, or none.
 *
 * A table that is made has the keys as its primary key. Merging the same rows twice changes nothing.
 *
 * @throws Problem TableOfFlows, TableIsView, TableNotLoaded, ParquetNotRead, RowsWithoutKey, RowsTwice
 */
export async function loadTable(connection: DuckDBConnection, asked: TableLoad): Promise<TableLoadCounts> {
  // As the database has names: it takes no notice of capitals.
  const load = { ...asked, table: asked.table.toLowerCase() };
  await refuseTableOfOthers(connection, load.table);
  const columns = await stagedColumns(connection, load);
  await refuseBadKeys(connection, { staged, columns: columns.map(({ name }) => name), keys: load.keys });
  await connection.run('begin transaction');
  try {
    const counts = await put(connection, load, columns);
    await connection.run('commit');
    return counts;
  } catch (error) {
    await connection.run('rollback');
    throw notLoaded(error, load.table);
  }
}

async function stagedColumns(connection: DuckDBConnection, { path }: TableLoad): Promise<readonly Column[]> {
  try {
    return await stageParquet(connection, path, staged);
  } catch (error) {
    if (!(error instanceof Error) || !/parquet|thrift|snappy|zstd|snappy|gzip/i.test(error.message)) throw error;
    const [words = ''] = error.message.split('\n', 1);
    const details = {
      code: 'ParquetNotRead',
      message: `What was sent is no Parquet file that can be read: ${words.replace(path, 'the file')}`,
      fix: 'Send the rows with atelier.load, which writes such a file.',
      whose: 'yours',
      state: 'Nothing was changed.',
    } as const;
    throw new Problem(details, error);
  }
}

async function put(
  connection: DuckDBConnection,
  { table, how, keys }: TableLoad,
  columns: readonly Column[],
): Promise<TableLoadCounts> {
  const rows = await askNumber(connection, `select count(*) from ${staged}`);
  const isThere = (await columnsByTable(connection)).has(table);
  if (how === 'replace' || !isThere) {
    await connection.run(`create or replace table ${quoteName(table)} as from ${staged}`);
    if (keys.length > 0) await connection.run(`alter table ${quoteName(table)} add primary key (${listed(keys)})`);
    return { rows, inserted: rows, updated: 0, unchanged: 0 };
  }
  const names = columns.map(({ name }) => name);
  if (how === 'append') {
    await connection.run(`insert into ${quoteName(table)} by name from ${staged}`);
    return { rows, inserted: rows, updated: 0, unchanged: 0 };
  }
  if (keys.length === 0) throw withoutKeys(table);
  return merge(connection, { table, keys, names, rows });
}

interface Merge {
  readonly table: string;
  readonly keys: readonly string[];
  readonly names: readonly string[];
  readonly rows: number;
}

/** Rows are compared as the table would have them: what it rounds is no change the second time. */
async function merge(connection: DuckDBConnection, { table, keys, names, rows }: Merge): Promise<TableLoadCounts> {
  await connection.run(
    `create or replace temp table ${typed} as select ${listed(names)} from ${quoteName(table)} limit 0`,
  );
  await connection.run(`insert into ${typed} by name from ${staged}`);
  await refuseBadKeys(connection, { staged: typed, columns: names, keys });
  const twice = `select 1 from ${quoteName(table)} group by ${listed(keys)} having count(*) > 1 limit 1`;
  if ((await connection.runAndReadAll(twice)).currentRowCount > 0) throw tableHasTwice(table, keys);
  const values = names.filter((name) => !isIn(keys, name));
  const differs = values.length === 0 ? 'false' : values.map((name) => differ(name)).join(' or ');
  const matched = `from ${quoteName(table)} known join ${typed} staged on ${same(keys)}`;
  const known = await askNumber(connection, `select count(*) ${matched}`);
  const updated = await askNumber(connection, `select count(*) ${matched} where ${differs}`);
  await connection.run(mergeStatement(table, { keys, names, values, differs }));
  return { rows, inserted: rows - known, updated, unchanged: known - updated };
}

interface MergedColumns {
  readonly keys: readonly string[];
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly differs: string;
}

function mergeStatement(table: string, { keys, names, values, differs }: MergedColumns): string {
  const sets = values.map((name) => `${quoteName(name)} = staged.${quoteName(name)}`).join(', ');
  const update = values.length === 0 ? '' : `when matched and (${differs}) then update set ${sets}`;
  return `merge into ${quoteName(table)} as known using ${typed} as staged on ${same(keys)} ${update}
    when not matched then insert (${listed(names)}) values (${names.map((name) => `staged.${quoteName(name)}`).join(', ')})`;
}

function same(keys: readonly string[]): string {
  return keys.map((key) => `known.${quoteName(key)} = staged.${quoteName(key)}`).join(' and ');
}

function differ(name: string): string {
  return `known.${quoteName(name)} is distinct from staged.${quoteName(name)}`;
}

function listed(names: readonly string[]): string {
  return names.map(quoteName).join(', ');
}

/** The database takes no notice of capitals in names. */
function isIn(names: readonly string[], name: string): boolean {
  return names.some((one) => one.toLowerCase() === name.toLowerCase());
}

async function refuseTableOfOthers(connection: DuckDBConnection, table: string): Promise<void> {
  const ofFlows = [...starTables.map(({ name }) => name), ...Object.keys(loadTables)];
  if (ofFlows.includes(table))
    throw new Problem({
      code: 'TableOfFlows',
      message: `${table} is filled by the flows of the project, which say of each row where it came from.`,
      fix: 'Name another table, or load the file by a flow.',
      whose: 'yours',
      state: 'Nothing was changed.',
    });
  if (await isView(connection, table))
    throw new Problem({
      code: 'TableIsView',
      message: `${table} is a view; rows are loaded into tables.`,
      fix: `Name another table, or drop the view with "drop view ${table}".`,
      whose: 'yours',
      state: 'Nothing was changed.',
    });
}

function withoutKeys(table: string): Problem {
  return new Problem({
    code: 'MergeWithoutKeys',
    message: `Rows are to be merged into ${table}, and no column is named by which they are told apart.`,
    fix: 'Name the columns with keys, or append or replace.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function tableHasTwice(table: string, keys: readonly string[]): Problem {
  return new Problem({
    code: 'TableHasKeyTwice',
    message: `${table} itself has several rows of the same ${keys.join(', ')}, so that it is not known which of them is meant.`,
    fix: `Look at them with "select ${keys.join(', ')}, count(*) from ${table} group by all having count(*) > 1", or replace the table.`,
    whose: 'yours',
    state: 'The table is as it was.',
  });
}

/** How DuckDB begins when rows and a table do not fit together. */
const doNotFit = /^(Binder|Catalog|Constraint|Conversion|Dependency|Invalid Input) Error: /;

function notLoaded(error: unknown, table: string): unknown {
  if (!(error instanceof Error) || error instanceof Problem || !doNotFit.test(error.message)) return error;
  const [words = ''] = error.message.split('\n', 1);
  const details = {
    code: 'TableNotLoaded',
    message: `${table} does not take these rows: ${words}`,
    fix: `Give the rows the columns of the table ("describe ${table}"), or replace it.`,
    whose: 'yours',
    state: 'The table is as it was.',
  } as const;
  return new Problem(details, error);
}
