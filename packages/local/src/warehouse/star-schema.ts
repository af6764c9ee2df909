import type { DuckDBConnection } from '@duckdb/node-api';

/** A table of the star schema: the columns that identify a row, and the others. */
interface StarTable {
  readonly name: string;
  readonly keys: readonly string[];
  readonly values: readonly string[];
  readonly columns: string;
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
    keys: ['date_key'],
    values: ['date_time', 'week', 'month', 'quarter', 'year', 'weekday'],
    columns: `date_key integer primary key, date_time timestamp not null, week smallint not null, month smallint not null,
      quarter smallint not null, year smallint not null, weekday smallint not null`,
  },
  {
    name: 'store_dim',
    keys: ['store_id'],
    values: ['store_name', 'store_address', 'city', 'state', 'country'],
    columns: `store_id integer primary key, store_name varchar not null, store_address varchar not null,
      city varchar not null, state varchar not null, country varchar not null`,
  },
  {
    name: 'store_sales',
    keys: ['store_id', 'date_key'],
    values: ['total_sales'],
    columns: 'store_id integer not null, date_key integer not null, total_sales decimal(18, 2) not null',
  },
  {
    name: 'store_promotions',
    keys: ['store_id', 'date_key'],
    values: ['promo', 'school_holiday'],
    columns: `store_id integer not null, date_key integer not null, promo smallint not null,
      school_holiday smallint not null`,
  },
];

/** Create the tables that are not there yet; the rest stays as it is. */
export async function createStarSchema(connection: DuckDBConnection): Promise<void> {
  for (const table of starTables) await connection.run(`create table if not exists ${table.name} (${table.columns})`);
  await connection.run(
    'create table if not exists rejected (flow varchar not null, file varchar not null, line bigint not null, reason varchar not null, "row" varchar)',
  );
}
