import { Problem } from '@atelier/problem';
import { type DuckDBConnection, DuckDBInstance, version } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AllowedStatement, allowedStatements } from '../../../src/warehouse/sql/allowed-statements.ts';
import { namesOf } from '../../../src/warehouse/sql/duckdb-names.ts';
import { createStarSchema } from '../../../src/warehouse/star-schema.ts';
import { files, spellings } from './attacks/files.ts';
import { reaching, smuggled } from './attacks/reaching.ts';
import { tables } from './attacks/tables.ts';
import { mutatedTexts } from './mutated-texts.ts';
import { changes } from './queries/changes.ts';
import { sales } from './queries/sales.ts';
import { shapes } from './queries/shapes.ts';

const attacks = [...files, ...spellings, ...tables, ...reaching, ...smuggled].map(([sql]) => sql);
const texts = [...attacks.map((sql) => sql.replaceAll('{folder}', '/x')), ...sales, ...shapes, ...changes];
const { refused } = namesOf(version());

let database: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  database = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await database.connect();
  await createStarSchema(connection);
  await connection.run('create table t (a int); create table notes (word varchar)');
  await connection.run('set enable_external_access = false');
});

afterAll(() => {
  connection.closeSync();
  database.closeSync();
});

function passing(sql: string): readonly AllowedStatement[] {
  try {
    return allowedStatements(sql, 'write');
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}

/** Parts of DuckDB's own tree of a query that must not come through. */
function reachingOut(tree: unknown): string[] {
  if (tree === null || typeof tree !== 'object') return [];
  const node = tree as Record<string, unknown>;
  const table = [node.catalog_name, node.schema_name, node.table_name].filter(Boolean).join('.');
  const called = String(node.function_name ?? '').toLowerCase();
  // There is no function of that name that computes: DuckDB refuses it outside of tables.
  const isRefused = refused.has(called) && refused.get(called) !== 'pragma' && called !== 'glob';
  const inTable = node.type === 'TABLE_FUNCTION' ? (node.function as Record<string, unknown>).function_name : '';
  return [
    ...(node.type === 'BASE_TABLE' && /[/]|secret\.csv$|^duckdb_logs$/.test(table) ? [table] : []),
    ...(isRefused ? [called] : []),
    ...(inTable === 'histogram' || inTable === 'glob' ? [String(inTable)] : []),
    ...Object.values(node).flatMap(reachingOut),
  ];
}

async function treeOf(sql: string): Promise<Record<string, unknown>> {
  const answer = await connection.runAndReadAll('select json_serialize_sql($1::varchar)', [sql]);
  return JSON.parse(String(answer.getRows()[0]?.[0]));
}

/** Failure of DuckDB to bind the statement, which opens the files of its tables; empty when it can. */
async function failureOf(sql: string): Promise<string> {
  try {
    const extracted = await connection.extractStatements(sql);
    for (let index = 0; index < extracted.count; index += 1) await extracted.prepare(index);
    return '';
  } catch (error) {
    return String(error);
  }
}

test('random changes of attacks and queries that pass reach no file and call no refused function', async () => {
  const mutated = mutatedTexts(20261130, 60_000, texts).flatMap(passing);
  const suspicious = mutated.filter(({ text }) => /secret|read_|histogram|setting|treat|query|glob|duckdb_/.test(text));
  const through: string[] = [];
  let read = 0;
  for (const { text, does, explained } of suspicious) {
    const tree = does === 'select' && !explained ? await treeOf(text) : { error: true };
    if (tree.error !== true) read += 1;
    const found = tree.error === true ? [] : reachingOut(tree);
    const failure = tree.error === true && does !== 'select' ? await failureOf(text) : '';
    if (found.length > 0 || failure.includes('disabled by configuration')) through.push(`${text}: ${found} ${failure}`);
  }
  expect(through).toEqual([]);
  expect(read).toBeGreaterThan(100);
});
