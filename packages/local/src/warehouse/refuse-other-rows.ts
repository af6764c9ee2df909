import type { EarlierRows } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { DuckDBConnection } from '@duckdb/node-api';
import { askNumber } from './ask-one.ts';
import { haveSameOrigin, type LoadOrigin } from './load-origin.ts';
import { type Load, lastLoad } from './loads.ts';
import { quoteText } from './quote.ts';
import { emptyingSql } from './star-schema.ts';

const factTables = ['store_sales', 'store_promotions'];

/**
 * Refuse to load beside rows of another origin, from which the run would learn as well: those of another flow, or of
 * other files of the same flow unless it keeps them.
 *
 * @throws Problem TablesOfAnotherFlow; RowsOfOtherFiles when rows would stay that this load does not have.
 */
export async function refuseOtherRows(
  connection: DuckDBConnection,
  load: Load & { readonly project: string; readonly earlierRows: EarlierRows },
): Promise<void> {
  const last = await lastLoad(connection);
  if (last === undefined || haveSameOrigin(last.origins, load.origins)) return;
  const held = await rowsIn(connection, (table) => `from ${table}`);
  if (held.length === 0) return;
  if (last.flow !== load.flow) throw tablesOfAnotherFlow(load.project, held, last, load);
  if (load.earlierRows === 'keep') return;
  const left = await rowsIn(
    connection,
    (table) => `from ${table} anti join staged_${table} using (store_id, date_key)`,
  );
  if (left.length > 0) throw rowsOfOtherFiles(load.project, left, last, load);
}

/** Such as `6,435 rows of store_sales`, for each table in which there are any. */
async function rowsIn(connection: DuckDBConnection, from: (table: string) => string): Promise<readonly string[]> {
  const words: string[] = [];
  for (const table of factTables) {
    const rows = await askNumber(connection, `select count(*) ${from(table)}`);
    if (rows > 0) words.push(`${rows.toLocaleString('en')} rows of ${table}`);
  }
  return words;
}

function filesOf(origins: readonly LoadOrigin[]): string {
  return origins.map(({ file }) => file).join(' and ');
}

function tablesOfAnotherFlow(project: string, held: readonly string[], last: Load, load: Load): Problem {
  const renaming = `update loads set flow = ${quoteText(load.flow)}`;
  return new Problem({
    code: 'TablesOfAnotherFlow',
    message: `The tables of ${project} hold ${held.join(' and ')} that the flow ${last.flow} loaded, last from ${filesOf(last.origins)}; ${load.flow} would learn from them beside ${filesOf(load.origins)}.`,
    fix: `Give ${load.flow} a project of its own. Or empty the tables and run it again: atelier sql ${project} "${emptyingSql}". If it is ${last.flow} under a new name: atelier sql ${project} "${renaming}".`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function rowsOfOtherFiles(project: string, left: readonly string[], last: Load, load: Load): Problem {
  const isElsewhere = filesOf(last.origins) !== filesOf(load.origins);
  const [before, now] = isElsewhere
    ? [`from ${filesOf(last.origins)}`, `Loading ${filesOf(load.origins)}`]
    : ['with other columns or dates', `Reading ${filesOf(load.origins)} as now`];
  return new Problem({
    code: 'RowsOfOtherFiles',
    message: `The tables of ${project} hold ${left.join(' and ')} that ${load.flow} loaded earlier, last ${before}. ${now} would leave them there, and the run would learn from both.`,
    fix: `Write "earlierRows: keep" in the flow file if these rows belong together. Else empty the tables and run the flow again: atelier sql ${project} "${emptyingSql}".`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
