import { Problem } from '@atelier/problem';
import { describe, expect, test } from 'vitest';
import { workOf } from '../../../../../test/work-of.ts';
import { allowedStatements, type SqlRight } from '../../../src/warehouse/sql/allowed-statements.ts';

function kinds(sql: string, right: SqlRight = 'write'): string[] {
  return allowedStatements(sql, right).map(({ kind }) => kind);
}

function refusal(sql: string, right: SqlRight = 'write'): Problem {
  try {
    allowedStatements(sql, right);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error(`It passed: ${sql}`);
}

describe('the kind of a statement', () => {
  test.each([
    ['select 1', ['read']],
    ['(((select 1)))', ['read']],
    ['with a as (select 1) from a', ['read']],
    ['with recursive as (select 1) from recursive', ['read']],
    ['explain analyze select 1', ['read']],
    ['begin; insert into t values (1); commit', ['begin', 'write', 'end']],
    ['start transaction; rollback', ['begin', 'end']],
    ['with a as (select 1) insert into t from a', ['write']],
    ['with a(b) as not materialized (select 1), c as (select 2) delete from t', ['write']],
    ['explain insert into t values (1)', ['write']],
    ['explain analyze with a as (select 1) update t set x = 1', ['write']],
    ['explain (format json, analyze) delete from t', ['write']],
    ["select nextval('ids')", ['write']],
    ['truncate t', ['write']],
    ['create or replace local temp table t (a int)', ['write']],
  ])('%s: %j', (sql, expected) => {
    expect(kinds(sql)).toEqual(expected);
  });
});

describe('with the right to read', () => {
  test.each([
    ...['insert into t values (1)', 'update t set a = 1', 'delete from t', 'truncate t', 'drop table t'],
    ...[
      'merge into t using s on true when matched then delete',
      'create table t (a int)',
      'create temp table t (a int)',
    ],
    ...['create view v as select 1', 'create macro m(x) as x', 'create schema s', 'alter table t add column b int'],
    ...[
      'with a as (select 1) insert into t from a',
      'explain insert into t values (1)',
      'explain analyze delete from t',
    ],
    ...[
      'begin; delete from t; commit',
      'select 1; drop view v',
      "select nextval('s')",
      "from t where nextval('s') > 1",
    ],
    ...['/* read */ insert into t values (1)', 'insert/**/into t values (1)', 'INSERT INTO t VALUES (1)'],
  ])('a change is refused: %s', (sql) => {
    expect(refusal(sql, 'read').code).toBe('SqlNeedsWriteRight');
    expect(kinds(sql, 'write')).toContain('write');
  });

  test('queries and transactions pass', () => {
    expect(kinds('begin; from t; describe t; rollback', 'read')).toEqual(['begin', 'read', 'read', 'end']);
  });
});

describe('a refusal says what was given, what is accepted and what to do', () => {
  test.each([
    ["copy t to 'x.csv'", 'SqlNotAllowed', '"copy"', 'atelier sql'],
    ["attach 'x'", 'SqlNotAllowed', '"attach"', 'schema'],
    ['set threads = 1', 'SqlNotAllowed', '"set"', 'Leave it out'],
    ['constructor t', 'SqlNotAllowed', '"constructor"', 'Write it as one of these'],
    ['__proto__', 'SqlNotAllowed', '"__proto__"', 'Write it as one of these'],
    ['create constructor', 'SqlNotAllowed', '"create constructor"', 'Use a table'],
    ['frobnicate t', 'SqlNotAllowed', '"frobnicate"', 'Write it as one of these'],
    ['create sequence s', 'SqlNotAllowed', '"create sequence"', 'row_number'],
    ['drop index i', 'SqlNotAllowed', '"drop index"', 'scanned'],
    ["from read_csv('x')", 'SqlReachesOut', '"read_csv"', 'Load files with a flow'],
    ["from 'x.csv'", 'SqlReachesOut', '"\'x.csv\'"', 'Load the file with a flow'],
    ['from main.json', 'SqlReachesOut', '"main.json"', 'Load the file with a flow'],
    ["select current_setting('x')", 'SqlReachesOut', '"current_setting"', 'fixed'],
    ['create macro sum(x) as 1', 'SqlNotAllowed', '"sum"', 'another name'],
    ['select treat(1 as x)', 'SqlNotAllowed', '"treat"', 'cast'],
    ['insert into t values (1)', 'SqlNeedsWriteRight', '"insert into t values (1)"', 'Ask'],
    ["select 'x", 'SqlUnreadable', "'x", 'Close it'],
    ['select (1', 'SqlUnreadable', '(', 'Close every bracket'],
    ['select [1)', 'SqlUnreadable', '[', 'Close every bracket'],
    ['1 + 1', 'SqlUnreadable', 'begins', 'select'],
  ])('%s: %s', (sql, code, given, fix) => {
    const problem = refusal(sql, sql.startsWith('insert') ? 'read' : 'write');
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(given);
    expect(problem.message).toMatch(/[Aa]ccepted (are|is)|cannot be read/);
    expect(problem.fix).toContain(fix);
    expect(problem.whose).toBe('yours');
  });

  test('and what it repeats is short and has nothing that a terminal obeys', () => {
    const { message } = refusal(`from "${'x'.repeat(5000)}\u001b[31m\u202e\n.csv"`);
    expect(message.length).toBeLessThan(400);
    expect(refusal('from "\u001b[31m\u202e\n.csv"').message).toContain('\\u{1b}[31m\\u{202e}\\u{a}.csv');
  });
});

describe('what would keep DuckDB busy before it can be stopped is refused', () => {
  const nested = (open: string, close: string, depth: number) => `select ${open.repeat(depth)}1${close.repeat(depth)}`;

  test.each([
    ['brackets', nested('(', ')', 61), nested('(', ')', 60)],
    ['lists', nested('[', ']', 61), nested('[', ']', 60)],
    ['maps', nested('map {1: ', '}', 61), nested('map {1: ', '}', 60)],
    ['queries', nested('(select ', ')', 17), nested('(select ', ')', 16)],
    ['exists', nested('exists (from t where ', ')', 17), nested('exists (from t where ', ')', 16)],
    ['arrows', `select j${"->'a'".repeat(17)} from t`, `select j${"->'a'".repeat(16)} from t`],
    [
      'arrows in brackets',
      `select ${'('.repeat(17)}j${"->'a')".repeat(17)}`,
      `select ${'('.repeat(16)}j${"->'a')".repeat(16)}`,
    ],
    ['lambdas', nested('list_apply([1], lambda x: ', ')', 17), nested('list_apply([1], lambda x: ', ')', 16)],
    ['arrow lambdas', nested('list_apply([1], x -> ', ')', 17), nested('list_apply([1], x -> ', ')', 16)],
    ['unions', `select 1${' union select 1'.repeat(1001)}`, `select 1${' union select 1'.repeat(1000)}`],
    ['operator signs', `select ${'+'.repeat(65)}1`, `select ${'+'.repeat(64)}1`],
  ])('too many %s', (_what, over, just) => {
    expect(refusal(over, 'read').code).toBe('SqlTooLarge');
    expect(kinds(just, 'read')).toEqual(['read']);
  });

  test.each([
    ['arrows beside each other', `select ${Array(99).fill("j->'a'").join(', ')} from t`],
    ['arrows in conditions', `from t where ${Array(99).fill("(j->'a') = '1'").join(' and ')}`],
    ['arrows in many queries', Array(99).fill("select j->'a' from t").join(' union all ')],
    ['long lists', `select 1 in (${Array(9999).fill('1').join(', ')})`],
    ['deep paths', `select a${'.b'.repeat(500)} from t`],
    ['many joins', `from t${' join u using (id)'.repeat(200)}`],
    ['many conditions', `from t where ${Array(999).fill('a = 1').join(' or ')}`],
    ['queries in FROM', `${'select * from ('.repeat(30)}select 1${')'.repeat(30)}`],
  ])('but not %s', (_what, sql) => {
    expect(kinds(sql, 'read')).toEqual(['read']);
  });
});

describe('checking takes time in proportion to the text', () => {
  test('and a text of one kilobyte little work', async () => {
    const sql = `select ${Array(30).fill('sum(a.total + 1.5) as "Umsatz"').join(', ')} from t`;
    const thousand = () => {
      for (let turn = 0; turn < 1000; turn += 1) allowedStatements(sql, 'read');
    };
    expect(sql.length).toBeGreaterThan(900);
    expect(await workOf(thousand)).toBeLessThan(60);
  });

  test.each([
    ['values', (size: number) => `insert into t values ${"(1,'a'),".repeat(size / 8)}(1,'a')`],
    ['comments', (size: number) => `select ${'/**/'.repeat(size / 4)}1`],
    ['nested comments', (size: number) => `select ${'/*'.repeat(size / 4)}${'*/'.repeat(size / 4)}1`],
    ['comments without an end', (size: number) => `select ${'/*'.repeat(size / 2)}`],
    ['texts that go on', (size: number) => `select 'a'${"\n'a'".repeat(size / 4)}`],
    ['comments between texts', (size: number) => `select 'a'${' --'.repeat(size / 3)}`],
    ['quotes', (size: number) => `select '${"''".repeat(size / 2)}'`],
    ['backslashes', (size: number) => `select e'${"\\'".repeat(size / 2)}'`],
    ['dollars', (size: number) => `select $$${'$a$'.repeat(size / 3)}$$`],
    ['operators', (size: number) => `select ${'+'.repeat(size)}1`],
    ['dots', (size: number) => `from a${'.a'.repeat(size / 2)}`],
    ['calls', (size: number) => `select (1)${'.abs()'.repeat(size / 6)}`],
    ['WITH', (size: number) => `with a as (select 1)${', a as (select 1)'.repeat(size / 17)} select 1`],
    ['brackets', (size: number) => `select ${'('.repeat(size / 2)}${')'.repeat(size / 2)}`],
    ['digits', (size: number) => `select 1${'_1'.repeat(size / 2)}`],
    ['statements', (size: number) => 'select 1;'.repeat(size / 9)],
  ])('%s', async (_what, text) => {
    const check = (size: number) => () => {
      try {
        allowedStatements(text(size), 'write');
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
    };
    expect(await workOf(check(1_000_000))).toBeLessThan(1_500);
  });
});
