import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, version } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreesWith } from '../../../src/warehouse/sql/agrees-with.ts';
import { allowedStatements, type SqlRight } from '../../../src/warehouse/sql/allowed-statements.ts';
import { calledNames } from '../../../src/warehouse/sql/called-names.ts';
import { namesOf } from '../../../src/warehouse/sql/duckdb-names.ts';
import { sqlPositions } from '../../../src/warehouse/sql/sql-positions.ts';
import { tokenize } from '../../../src/warehouse/sql/tokenize.ts';
import { createStarSchema } from '../../../src/warehouse/star-schema.ts';
import { changes } from './queries/changes.ts';
import { computing } from './queries/computing.ts';
import { sales } from './queries/sales.ts';
import { shapes } from './queries/shapes.ts';

/** Rows in which every question finds something. */
const rows = `
  insert into store_dim values (1, 'North', '1 Road', 'Oslo', 'O', 'NO'), (2, 'South', '2 Road', 'Berlin', 'B', 'DE');
  insert into date_dim select i, timestamp '2014-01-01' + to_days(i::int), 1, 1 + i // 31, 1, 2014, i % 7 from range(40) t(i);
  insert into store_sales select 1 + i % 2, i // 2, i * 7.5 from range(80) t(i);
  insert into store_promotions select 1 + i % 2, i // 2, i % 2, 0 from range(80) t(i);
  insert into rejected values ('sales', 'sales.csv', 7, 'unknown date: x', 'r', 'sales', 1, null)`;

let folder: string;
let database: DuckDBInstance;
let connection: DuckDBConnection;
let opened = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'queries-'));
  await reopen();
});

afterAll(() => {
  database.closeSync();
  rmSync(folder, { recursive: true });
});

async function reopen(): Promise<void> {
  opened += 1;
  database?.closeSync();
  rmSync(join(folder, `${opened - 1}`), { recursive: true, force: true });
  database = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await database.connect();
  await connection.run("attach ':memory:' as warehouse; use warehouse");
  await createStarSchema(connection);
  await connection.run(rows);
}

/** Let DuckDB run every statement that passes, and say of each whether it was read as it was checked. */
async function run(sql: string, right: SqlRight): Promise<boolean[]> {
  const agreed: boolean[] = [];
  for (const statement of allowedStatements(sql, right)) {
    const extracted = await connection.extractStatements(statement.text);
    const types = [];
    for (let index = 0; index < extracted.count; index += 1) {
      const prepared = await extracted.prepare(index);
      types.push(prepared.statementType);
      await prepared.run();
    }
    agreed.push(agreesWith(statement, types, extracted.count));
  }
  return agreed;
}

describe('with the right to read', () => {
  test.each([...sales, ...computing, ...shapes])('passes and runs: %s', async (sql) => {
    expect(await run(sql, 'read')).not.toContain(false);
  });
});

describe('with the right to write', () => {
  test.each(changes)('passes and runs: %s', async (sql) => {
    await reopen();
    expect(await run(sql, 'write')).not.toContain(false);
  });
});

/** Functions that DuckDB's grammar calls for other words and signs; all of them compute. */
const byGrammar = new Set([
  ...[
    'array_agg',
    'contains',
    'count_star',
    'date_part',
    'like_escape',
    'list_apply',
    'list_filter',
    'list_sort',
    'list_value',
  ],
  ...['ltrim', 'quantile_cont', 'quantile_disc', 'regexp_full_match', 'row', 'struct_extract', 'struct_pack'],
  ...['to_days', 'to_hours', 'to_months', 'trunc'],
]);

/** Every function in a tree that DuckDB made of a query; operators left out. */
function functionsIn(tree: unknown): string[] {
  if (tree === null || typeof tree !== 'object') return [];
  const node = tree as Record<string, unknown>;
  const own = typeof node.function_name === 'string' && node.is_operator !== true ? [node.function_name] : [];
  return [...own, ...Object.values(node).flatMap(functionsIn)].filter((name) => /^[a-z_]/i.test(name));
}

async function serialised(sql: string): Promise<unknown> {
  const answer = await connection.runAndReadAll('select json_serialize_sql($1::varchar)', [sql]);
  return JSON.parse(String(answer.getRows()[0]?.[0]));
}

describe('every function that DuckDB finds in a query has been looked at', () => {
  test.each([...sales, ...computing, ...shapes])('%s', async (sql) => {
    for (const { text } of allowedStatements(sql, 'read')) {
      const { tokens } = tokenize(text);
      const seen = new Set(calledNames(tokens, sqlPositions(tokens)).map(({ name }) => name));
      const found = functionsIn(await serialised(text));
      expect(found.filter((name) => !seen.has(name.toLowerCase()) && !byGrammar.has(name))).toEqual([]);
    }
  });

  test('and those that its grammar calls by itself compute', () => {
    expect([...byGrammar].filter((name) => !namesOf(version()).read.has(name))).toEqual([]);
  });

  test('and most of the queries have some', async () => {
    const found = await Promise.all([...sales, ...computing].map(async (sql) => functionsIn(await serialised(sql))));
    expect(found.flat().length).toBeGreaterThan(400);
  });
});
