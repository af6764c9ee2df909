import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from './quote.ts';

/** A table that a load fills: its columns with their types, and which of them identify a row. */
export interface StarTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly keys: readonly string[];
  /** Declared beside the columns. */
  readonly constraint: string | null;
}

/**
 * The tables in which sales are kept, dimensions before facts.
 *
 * Facts have no primary key index: one of ten million rows costs more than the load itself. The merge is
 * the only way in, and it never inserts a key twice.
 */
export const starTables: readonly StarTable[] = [
  {
    name: 'date_dim',
    columns: {
      date_key: 'integer',
      date_time: 'timestamp',
      week: 'smallint',
      month: 'smallint',
      quarter: 'smallint',
      year: 'smallint',
      weekday: 'smallint',
    },
    keys: ['date_key'],
    constraint: 'primary key (date_key)',
  },
  {
    name: 'store_dim',
    columns: {
      store_id: 'integer',
      store_name: 'varchar',
      store_address: 'varchar',
      city: 'varchar',
      state: 'varchar',
      country: 'varchar',
    },
    keys: ['store_id'],
    constraint: 'primary key (store_id)',
  },
  {
    name: 'store_sales',
    columns: { store_id: 'integer', date_key: 'integer', total_sales: 'decimal(18,2)' },
    keys: ['store_id', 'date_key'],
    constraint: null,
  },
  {
    name: 'store_promotions',
    columns: { store_id: 'integer', date_key: 'integer', promo: 'smallint', school_holiday: 'smallint' },
    keys: ['store_id', 'date_key'],
    constraint: null,
  },
];

/** Tables that remember loads: the rows that they rejected, and what each has loaded. */
export const loadTables = {
  rejected: {
    flow: 'varchar',
    file: 'varchar',
    line: 'bigint',
    reason: 'varchar',
    row: 'varchar',
    input: 'varchar',
    store_id: 'integer',
    day: 'date',
  },
  loads: {
    execution: 'varchar',
    flow: 'varchar',
    loaded_at: 'timestamp',
    calendar: 'varchar',
    input: 'varchar',
    file: 'varchar',
    sha256: 'varchar',
    reading: 'varchar',
    rows_read: 'bigint',
    rows_loaded: 'bigint',
    rows_rejected: 'bigint',
  },
} as const;

/** SQL that empties what flows have loaded; the way out where rows of two origins would mix. */
export const emptyingSql = starTables.map(({ name }) => `delete from ${name}`).join('; ');

/** Create the tables that are not there yet; the rest stays as it is, whatever people have made of it. */
export async function createStarSchema(connection: DuckDBConnection): Promise<void> {
  const present = await columnsByTable(connection);
  for (const { name, columns, constraint } of starTables) {
    const declared = Object.entries(columns).map(([column, type]) => `${column} ${type} not null`);
    const parts = constraint === null ? declared : [...declared, constraint];
    if (!present.has(name)) await connection.run(`create table ${name} (${parts.join(', ')})`);
  }
  for (const [name, columns] of Object.entries(loadTables)) {
    const declared = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
    if (!present.has(name)) await connection.run(`create table ${name} (${declared.join(', ')})`);
  }
}

/**
 * Give a warehouse of before rejected rows said what they are about the columns for it.
 *
 * A load does it, never the opening of a warehouse: what people have made of a table must not keep them from the rest.
 */
export async function addSubjects(connection: DuckDBConnection): Promise<void> {
  const before = ['flow', 'file', 'line', 'reason', 'row'];
  const present = await columnsByTable(connection);
  if (present.get('rejected')?.join() !== before.join() || (await isView(connection, 'rejected'))) return;
  const added = Object.entries(loadTables.rejected).slice(before.length);
  for (const [column, type] of added) await connection.run(`alter table rejected add column ${column} ${type}`);
}

/** The columns, in their order, of every table and view of the warehouse, by its name in small letters. */
export async function columnsByTable(connection: DuckDBConnection): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await connection.runAndReadAll(`select table_name, column_name from duckdb_columns()
    where database_name = current_database() and schema_name = 'main' and not internal order by table_name, column_index`);
  const columns = Map.groupBy(rows.getRows(), ([table]) => String(table).toLowerCase());
  return new Map([...columns].map(([table, found]) => [table, found.map(([, column]) => String(column))]));
}

/** Whether a name of the warehouse is that of a view. */
export async function isView(connection: DuckDBConnection, name: string): Promise<boolean> {
  const views = await connection.runAndReadAll(`select view_name from duckdb_views()
    where database_name = current_database() and schema_name = 'main' and lower(view_name) = ${quoteText(name.toLowerCase())}`);
  return views.currentRowCount > 0;
}
