import type { EarlierRows } from '@atelier/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { askNumber } from './ask-one.ts';
import { type Load, rememberLoad } from './loads.ts';
import { stageParquet } from './parquet-bridge.ts';
import { quoteName, quoteText } from './quote.ts';
import { refuseChangedTables } from './refuse-changed-tables.ts';
import { refuseOtherCalendar } from './refuse-other-calendar.ts';
import { refuseOtherRows } from './refuse-other-rows.ts';
import { refuseOtherTable } from './refuse-other-table.ts';
import { addSubjects, createStarSchema, loadTables, type StarTable, starTables } from './star-schema.ts';

/** Where a load left the rows of each table, and whose they are. */
export interface StagedLoad extends Load {
  readonly project: string;
  readonly tables: Readonly<Record<string, { readonly path: string; readonly rows: number }>>;
  readonly earlierRows: EarlierRows;
  /** The table that the flow's forecasts will fill. */
  readonly batchTable: string;
}

/** Counts of what a merge has made of the tables. */
export interface LoadCounts {
  /** Rows in each table after it. */
  readonly tables: Readonly<Record<string, number>>;
  /** Rows of each table of facts that earlier loads brought and this one does not have. */
  readonly earlier: Readonly<Record<string, number>>;
  /** Stores whose description was another one before. */
  readonly renamedStores: number;
  readonly rejected: number;
}

/**
 * Merge a staged load into the star schema in one transaction: all of it, or nothing.
 *
 * A known key takes the new values, a new key is inserted, nothing is deleted. What the flow's loads before this one
 * rejected is replaced, so that merging the same load twice changes nothing.
 *
 * @throws Problem when rows would be re-dated, would mix with those of another origin, or a table of people's own would
 * be lost: see the functions named refuse.
 */
export async function mergeStarSchema(connection: DuckDBConnection, load: StagedLoad): Promise<LoadCounts> {
  for (const table of [...starTables.map(({ name }) => name), 'rejected']) {
    const staged = load.tables[table];
    if (staged === undefined) throw new Error(`the load left no table ${table}`);
    await stageParquet(connection, staged.path, `staged_${table}`);
  }
  await connection.run('begin transaction');
  try {
    await createStarSchema(connection);
    await addSubjects(connection);
    await refuseChangedTables(connection, load.project);
    await refuseOtherCalendar(connection, load);
    await refuseOtherRows(connection, load);
    await refuseOtherTable(connection, load.batchTable);
    const renamedStores = await askNumber(connection, renamed);
    for (const table of starTables) await connection.run(mergeStatement(table));
    await replaceRejected(connection, load.flow);
    await rememberLoad(connection, load, new Date());
    const counts = { ...(await countRows(connection, load)), renamedStores };
    await connection.run('commit');
    return counts;
  } catch (error) {
    await connection.run('rollback');
    throw error;
  }
}

function mergeStatement({ name, columns, keys }: StarTable): string {
  const all = Object.keys(columns);
  const values = all.filter((column) => !keys.includes(column));
  return `merge into ${name} as known using staged_${name} as staged
    on ${keys.map((key) => `known.${key} = staged.${key}`).join(' and ')}
    when matched and (${values.map((value) => `known.${value} is distinct from staged.${value}`).join(' or ')})
      then update set ${values.map((value) => `${value} = staged.${value}`).join(', ')}
    when not matched then insert (${all.join(', ')}) values (${all.map((column) => `staged.${column}`).join(', ')})`;
}

const renamed = `select count(*) from store_dim known join staged_store_dim staged using (store_id)
  where (known.store_name, known.store_address, known.city, known.state, known.country)
    is distinct from (staged.store_name, staged.store_address, staged.city, staged.state, staged.country)`;

async function replaceRejected(connection: DuckDBConnection, flow: string): Promise<void> {
  const columns = Object.keys(loadTables.rejected).filter((column) => column !== 'flow');
  const names = columns.map(quoteName).join(', ');
  await connection.run(`delete from rejected where flow = ${quoteText(flow)}`);
  await connection.run(
    `insert into rejected (flow, ${names}) select ${quoteText(flow)}, ${names} from staged_rejected`,
  );
}

async function countRows(
  connection: DuckDBConnection,
  { tables }: StagedLoad,
): Promise<Omit<LoadCounts, 'renamedStores'>> {
  const counted: Record<string, number> = {};
  for (const { name } of starTables) counted[name] = await askNumber(connection, `select count(*) from ${name}`);
  const earlier = Object.fromEntries(
    ['store_sales', 'store_promotions'].map((name) => [name, (counted[name] ?? 0) - (tables[name]?.rows ?? 0)]),
  );
  return { tables: counted, earlier, rejected: tables.rejected?.rows ?? 0 };
}
