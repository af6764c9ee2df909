import type { DuckdbNames } from './duckdb-names.ts';
import { refusedName } from './refused-names.ts';
import type { SqlPosition } from './sql-positions.ts';
import { reachesOut, shown } from './sql-problems.ts';
import { isName, isSymbol, type Token } from './token.ts';

/** Signs that DuckDB looks for in the name of a table that it does not know, to read a file in its place. */
const fileName = /[/\\]|\.(csv|tsv|json|jsonl|ndjson|parquet|db|ddb|duckdb)(\.gz|\.zst)?$|\.[a-z]+\?/;

/**
 * Refuse files in the place of tables, and views that tell of more than this warehouse.
 *
 * DuckDB reads `from 'x.csv'`, `from "x.csv"` and `from x.csv` alike when it has no such table.
 */
export function checkTables(tokens: readonly Token[], places: readonly SqlPosition[], names: DuckdbNames): void {
  for (const [index, token] of tokens.entries()) {
    const reason = isName(token) ? viewReason(token.name, names) : undefined;
    if (reason !== undefined) throw refusedName(token.name, reason);
    if (places[index]?.startsTable !== true) continue;
    if (token.kind === 'string') throw fileAsTable(token.text);
    const name = qualifiedName(tokens, index);
    if (fileName.test(name)) throw fileAsTable(name);
  }
}

/** Functions of DuckDB about itself are refused as views too: some are both. */
function viewReason(name: string, names: DuckdbNames) {
  return names.refusedViews.get(name) ?? (name.startsWith('duckdb_') ? names.refused.get(name) : undefined);
}

/** A name with its dots, as DuckDB puts it together to look for a file. */
function qualifiedName(tokens: readonly Token[], start: number): string {
  let name = '';
  for (let at = start; isName(tokens[at]); at += 2) {
    name += (tokens[at] as Token).name;
    if (!isSymbol(tokens[at + 1], '.')) break;
    name += '.';
  }
  return name;
}

function fileAsTable(given: string): Error {
  return reachesOut(
    `${shown(given)} stands where a table is read, and DuckDB would open a file of that name. Accepted are names of tables, views and macros, in double quotes where they need them.`,
    'Load the file with a flow, and ask for its tables.',
  );
}
