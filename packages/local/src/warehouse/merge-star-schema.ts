import type { DuckDBConnection } from '@duckdb/node-api';
import { stageParquet } from './parquet-bridge.ts';
import { quoteText } from './quote.ts';
import { createStarSchema, starTables } from './star-schema.ts';

/** Where a load left the rows of each table, and which flow it belongs to. */
export interface StagedLoad {
  readonly tables: Readonly<Record<string, { readonly path: string; readonly rows: number }>>;
  readonly flow: string;
}

/** Rows in each table after a load, and the rows of its files that could not be loaded. */
export interface LoadCounts {
  readonly tables: Readonly<Record<string, number>>;
  readonly rejected: number;
}

/**
 * Merge a staged load into the star schema in one transaction: all of it, or nothing.
 *
 * A known key takes the new values, a new key is inserted, nothing is deleted. What the flow's loads before this one
 * rejected is replaced, so that merging the same load twice changes nothing.
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
    for (const table of starTables) await connection.run(mergeStatement(table.name, table.keys, table.values));
    const flow = quoteText(load.flow);
    await connection.run(`delete from rejected where flow = ${flow}`);
    await connection.run(`insert into rejected select ${flow}, file, line, reason, "row" from staged_rejected`);
    await connection.run('commit');
  } catch (error) {
    await connection.run('rollback');
    throw error;
  }
  return countRows(connection, load);
}

function mergeStatement(table: string, keys: readonly string[], values: readonly string[]): string {
  const all = [...keys, ...values];
  return `merge into ${table} as known using staged_${table} as staged
    on ${keys.map((key) => `known.${key} = staged.${key}`).join(' and ')}
    when matched and (${values.map((value) => `known.${value} is distinct from staged.${value}`).join(' or ')})
      then update set ${values.map((value) => `${value} = staged.${value}`).join(', ')}
    when not matched then insert (${all.join(', ')}) values (${all.map((column) => `staged.${column}`).join(', ')})`;
}

async function countRows(connection: DuckDBConnection, load: StagedLoad): Promise<LoadCounts> {
  const tables: Record<string, number> = {};
  for (const { name } of starTables) {
    const counted = await connection.runAndReadAll(`select count(*) from ${name}`);
    tables[name] = Number(counted.getRows()[0]?.[0]);
  }
  return { tables, rejected: load.tables.rejected?.rows ?? 0 };
}
