import { Problem } from '@atelier/problem';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName } from './quote.ts';

interface KeyedRows {
  readonly staged: string;
  readonly columns: readonly string[];
  readonly keys: readonly string[];
}

/** Refuse rows that their keys do not tell apart. Problem KeyNotAColumn, RowsWithoutKey, RowsTwice. */
export async function refuseBadKeys(connection: DuckDBConnection, { staged, columns, keys }: KeyedRows): Promise<void> {
  const unknown = keys.find((key) => !columns.some((column) => column.toLowerCase() === key.toLowerCase()));
  if (unknown !== undefined)
    throw new Problem({
      code: 'KeyNotAColumn',
      message: `The key ${unknown} is no column of the rows; they have ${columns.join(', ')}.`,
      fix: 'Name one of these.',
      whose: 'yours',
      state: 'Nothing was changed.',
    });
  if (keys.length === 0) return;
  const named = keys.map(quoteName);
  const missing = await firstRow(
    connection,
    `from ${staged} where ${named.map((key) => `${key} is null`).join(' or ')}`,
  );
  if (missing !== undefined)
    throw new Problem({
      code: 'RowsWithoutKey',
      message: `A row has no value in ${keys.join(', ')}: ${missing}.`,
      fix: 'Leave such rows out, or name keys that every row has.',
      whose: 'yours',
      state: 'Nothing was changed.',
    });
  const list = named.join(', ');
  const twice = await firstRow(
    connection,
    `select ${list}, count(*) as "rows" from ${staged} group by ${list} having count(*) > 1 order by ${list}`,
  );
  if (twice !== undefined)
    throw new Problem({
      code: 'RowsTwice',
      message: `Several rows have the same ${keys.join(', ')}: ${twice}.`,
      fix: 'Keep one row of each, or name keys that tell them apart.',
      whose: 'yours',
      state: 'Nothing was changed.',
    });
}

const mostCharacters = 300;

/** The first row of an answer in words; undefined when there is none. */
async function firstRow(connection: DuckDBConnection, query: string): Promise<string | undefined> {
  const answer = await connection.runAndReadAll(`select to_json(found)::varchar from (${query} limit 1) found`);
  const [row] = answer.getRows();
  return row === undefined ? undefined : String(row[0]).slice(0, mostCharacters);
}
