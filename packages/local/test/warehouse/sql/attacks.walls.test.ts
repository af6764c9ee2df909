import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@atelier/problem';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowedStatements } from '../../../src/warehouse/sql/allowed-statements.ts';
import type { Attack } from './attacks/attack.ts';
import { files, spellings } from './attacks/files.ts';
import { reaching, smuggled } from './attacks/reaching.ts';
import { statements } from './attacks/statements.ts';
import { tables } from './attacks/tables.ts';

const secret = 'cormorant';
const refusals = ['SqlNotAllowed', 'SqlReachesOut', 'SqlUnreadable'];
const kinds: Readonly<Record<string, readonly Attack[]>> = {
  'functions that read files': files,
  'names spelled to be missed': spellings,
  'files in the place of a table': tables,
  'kinds of statements': statements,
  'functions that reach out': reaching,
  'statements and functions inside of others': smuggled,
};

let prepared: string;

beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'attacked-'));
  const database = await DuckDBInstance.create(join(prepared, 'own.duckdb'));
  const connection = await database.connect();
  await connection.run('create table store_dim (id int, name varchar, a varchar, b varchar, c varchar, d varchar)');
  await connection.run("create table notes (word varchar); insert into notes values ('x')");
  for (const ending of ['csv', 'json', 'parquet', 'txt']) {
    const format = ending === 'txt' ? 'csv' : ending;
    await connection.run(`copy (select '${secret}' as word) to '${prepared}/secret.${ending}' (format ${format})`);
  }
  await connection.run(
    `attach '${prepared}/other.duckdb' as other; create table other.t as select '${secret}' as word`,
  );
  await connection.run('detach other');
  connection.closeSync();
  database.closeSync();
});

afterAll(() => rmSync(prepared, { recursive: true }));

/** Outcome of the SQL in a DuckDB without any wall, in a folder of its own. */
async function withoutWalls(sql: string): Promise<'leaks' | 'runs' | 'refuses'> {
  const folder = mkdtempSync(join(tmpdir(), 'attack-'));
  cpSync(prepared, folder, { recursive: true });
  const database = await DuckDBInstance.create(join(folder, 'own.duckdb'), { threads: '1', file_search_path: folder });
  try {
    const connection = await database.connect();
    const extracted = await connection.extractStatements(sql.replaceAll('{folder}', folder));
    let answer = '';
    for (let index = 0; index < extracted.count; index += 1) {
      const result = await (await extracted.prepare(index)).runAndReadAll();
      answer += JSON.stringify([result.columnNames(), result.getRowsJson()]);
    }
    return answer.includes(secret) || answer.includes(folder) ? 'leaks' : 'runs';
  } catch {
    return 'refuses';
  } finally {
    database.closeSync();
    rmSync(folder, { recursive: true });
  }
}

function refusal(sql: string): string | undefined {
  try {
    allowedStatements(sql.replaceAll('{folder}', '/tmp/attacked'), 'write');
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

test('there are several hundred attempts, most of which do harm without the gate', () => {
  const all = Object.values(kinds).flat();
  expect(all.length).toBeGreaterThan(350);
  expect(all.filter(([, alone]) => alone === 'leaks' || alone === 'runs').length).toBeGreaterThan(300);
  expect(new Set(all.map(([sql]) => sql)).size).toBe(all.length);
});

describe.each(Object.entries(kinds))('%s', (_kind, attacks) => {
  test.each(attacks)('do not pass: %s, which alone %s', async (sql, alone) => {
    expect(refusals).toContain(refusal(sql));
    if (alone !== 'untried') expect(await withoutWalls(sql)).toBe(alone);
  });
});
