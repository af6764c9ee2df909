import { Problem } from '@atelier/problem';
import type { DuckDBConnection } from '@duckdb/node-api';
import { askNumber } from './ask-one.ts';
import { emptyingSql, isView, loadTables, starTables } from './star-schema.ts';

const expected = [
  ...starTables.map(({ name, columns }) => [name, columns] as const),
  ...Object.entries<Readonly<Record<string, string>>>(loadTables),
];

/**
 * Refuse to merge into tables that people have made into something else.
 *
 * @throws Problem TableChanged when columns of a table are gone or have another type; DaysMissing when rows are of days
 * that the date dimension has no more, which any calendar could then re-date.
 */
export async function refuseChangedTables(connection: DuckDBConnection, project: string): Promise<void> {
  const found = await columnTypes(connection);
  for (const [table, columns] of expected) {
    const lost = Object.entries(columns).filter(([column, type]) => found.get(`${table}.${column}`) !== type);
    if (lost.length > 0) {
      const kind = (await isView(connection, table)) ? 'view' : 'table';
      throw tableChanged(project, { table, kind }, lost.map((column) => column.join(' ')).join(', '));
    }
  }
  for (const table of ['store_sales', 'store_promotions']) {
    const rows = await askNumber(connection, `select count(*) from ${table} anti join date_dim using (date_key)`);
    if (rows > 0) throw daysMissing(project, table, rows);
  }
}

async function columnTypes(connection: DuckDBConnection): Promise<ReadonlyMap<string, string>> {
  const answered = await connection.runAndReadAll(`select lower(table_name || '.' || column_name), lower(data_type)
    from duckdb_columns() semi join duckdb_tables() using (database_name, schema_name, table_name)
    where database_name = current_database() and schema_name = 'main'`);
  return new Map(answered.getRows().map(([name, type]) => [String(name), String(type)]));
}

function tableChanged(project: string, { table, kind }: Record<'table' | 'kind', string>, lost: string): Problem {
  return new Problem({
    code: 'TableChanged',
    message: `The ${kind} ${table} of ${project} is not as flows load it any more; it lacks ${lost}.`,
    fix: `Rename or drop it: atelier sql ${project} "alter ${kind} ${table} rename to ${table}_before". The flow then makes it anew.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function daysMissing(project: string, table: string, rows: number): Problem {
  return new Problem({
    code: 'DaysMissing',
    message: `${rows.toLocaleString('en')} rows of ${table} are of days that date_dim does not have any more, so nobody knows their date.`,
    fix: `Empty the tables and run the flow again: atelier sql ${project} "${emptyingSql}".`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
