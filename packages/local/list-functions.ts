import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance, version } from '@duckdb/node-api';
import { type NameList, nameLists } from './src/warehouse/sql/duckdb-names.ts';

/**
 * Write the list of names for the DuckDB that is installed.
 *
 * What was decided of a name for the newest reviewed version is carried over; names that are new, or that became tables,
 * are left under "unreviewed" for a person to move.
 */
async function listFunctions(): Promise<string> {
  const [before] = nameLists;
  if (before === undefined) throw new Error('There is no list to carry decisions over from.');
  const functions = await namesFrom('select distinct lower(function_name) from duckdb_functions() where internal');
  const views = await namesFrom('select distinct lower(view_name) from duckdb_views() where internal');
  const list: NameList = {
    version: version(),
    functions: {
      read: before.functions.read.filter((name) => functions.has(name)),
      write: before.functions.write.filter((name) => functions.has(name)),
      refused: present(before.functions.refused, functions),
      notAsTable: present(before.functions.notAsTable, functions),
      unreviewed: newIn(functions, [
        ...before.functions.read,
        ...before.functions.write,
        ...Object.values(before.functions.refused).flat(),
      ]),
    },
    views: {
      read: before.views.read.filter((name) => views.has(name)),
      refused: present(before.views.refused, views),
      unreviewed: newIn(views, [...before.views.read, ...Object.values(before.views.refused).flat()]),
    },
  };
  const file = join(import.meta.dirname, `src/warehouse/sql/duckdb-${list.version}.json`);
  await writeFile(file, `${JSON.stringify(list, null, 2)}\n`);
  return file;
}

async function namesFrom(query: string): Promise<ReadonlySet<string>> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const answer = await connection.runAndReadAll(`${query} order by 1`);
  connection.closeSync();
  database.closeSync();
  return new Set(answer.getRows().map(([name]) => String(name)));
}

function present(refused: Readonly<Record<string, readonly string[]>>, names: ReadonlySet<string>) {
  return Object.fromEntries(
    Object.entries(refused).map(([reason, all]) => [reason, all.filter((name) => names.has(name))]),
  );
}

function newIn(names: ReadonlySet<string>, decided: readonly string[]): readonly string[] {
  return [...names].filter((name) => !decided.includes(name));
}

console.log(await listFunctions());
