import { DuckDBInstance, type StatementType } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { agreesWith } from '../../../src/warehouse/sql/agrees-with.ts';
import { allowedStatements } from '../../../src/warehouse/sql/allowed-statements.ts';

/** The types of the statements that DuckDB makes of a text, over tables that they need. */
async function typesOf(sql: string): Promise<StatementType[]> {
  if (sql === '') return [];
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  await connection.run('create table t (a int, b int); insert into t values (1, 2); create view v as select 1');
  const extracted = await connection.extractStatements(sql);
  const types: StatementType[] = [];
  for (let index = 0; index < extracted.count; index += 1) {
    const prepared = await extracted.prepare(index);
    types.push(prepared.statementType);
    await prepared.run();
  }
  connection.closeSync();
  database.closeSync();
  return types;
}

describe('what DuckDB makes of a statement', () => {
  test.each([
    ...['select 1', 'from t', 'values (1)', 'describe t', 'summarize t', 'show tables', 'explain select 1', 'begin'],
    ...[
      'insert into t values (1, 2)',
      'update t set a = 1',
      'delete from t',
      'truncate t',
      'create schema s',
      'drop view v',
    ],
    ...['merge into t using (select 1 as a) s using (a) when matched then delete', 'alter table t rename to u'],
    ...['create macro m(x) as x', 'explain analyze insert into t values (1, 2)', 'pivot t on a in (1) using sum(b)'],
    ...[
      'pivot t on a using sum(b)',
      'create table u as pivot t on a using sum(b)',
      'explain pivot t on a using sum(b)',
    ],
    ...["alter table t add column c date default date '2014-01-01'"],
  ])('agrees: %s', async (sql) => {
    const [statement] = allowedStatements(sql, 'write');
    const types = await typesOf(sql);
    for (let known = 1; known <= types.length; known += 1) {
      expect(statement && agreesWith(statement, types.slice(0, known), types.length)).toBe(true);
    }
  });

  test.each([
    ['select 1', 'insert into t values (1, 2)'],
    ['select 1', 'explain select 1'],
    ['explain select 1', 'select 1'],
    ['select 1', 'select 1; select 2'],
    ['select 1', 'create schema s; select 1'],
    ['select 1', 'begin; select 1; commit'],
    ['pivot t on a', 'create schema s; drop view v'],
    ['pivot t on a', 'set threads = 1; select 1'],
    ['alter table t rename to u', 'drop view v; alter table t rename to u'],
    ['from t', ''],
    ['insert into t from t', 'update t set a = 1'],
  ])('disagrees: %s, which DuckDB reads as %s', async (sql, read) => {
    const [statement] = allowedStatements(sql, 'write');
    const types = await typesOf(read);
    expect(statement && agreesWith(statement, types, types.length)).toBe(false);
  });
});
