import { Problem } from '@atelier/problem';
import { DuckDBInstance, version } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { allowedStatements } from '../../../src/warehouse/sql/allowed-statements.ts';
import { type NameList, nameLists, namesIn, namesOf } from '../../../src/warehouse/sql/duckdb-names.ts';

const running = nameLists.find((list) => list.version === version());

async function answer(sql: string): Promise<string[]> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const { getRows } = await connection.runAndReadAll(sql).then((result) => ({ getRows: () => result.getRows() }));
  const names = getRows().map(([name]) => String(name));
  connection.closeSync();
  database.closeSync();
  return names;
}

describe('the list of the DuckDB that is installed', () => {
  test('has every function exactly once, and no other', async () => {
    const { read = [], write = [], refused = {} } = running?.functions ?? {};
    const listed = [...read, ...write, ...Object.values(refused).flat()];
    const functions = await answer('select distinct lower(function_name) from duckdb_functions()');
    expect(listed.toSorted()).toEqual(functions.toSorted());
  });

  test('has every view that is built in exactly once, and no other', async () => {
    const { read = [], refused = {} } = running?.views ?? {};
    const views = await answer('select distinct lower(view_name) from duckdb_views() where internal');
    expect([...read, ...Object.values(refused).flat()].toSorted()).toEqual(views.toSorted());
  });

  test('leaves nothing unreviewed', () => {
    expect([running?.functions.unreviewed, running?.views.unreviewed]).toEqual([[], []]);
  });

  test('accepts no function in a table that would be refused for what it does', async () => {
    const tables = await answer(
      "select distinct lower(function_name) from duckdb_functions() where function_type like 'table%'",
    );
    const names = namesOf(version());
    expect(tables.filter((name) => names.read.has(name) && !names.notAsTable.has(name)).toSorted()).toEqual([
      ...[
        'duckdb_columns',
        'duckdb_constraints',
        'duckdb_coordinate_systems',
        'duckdb_dependencies',
        'duckdb_functions',
      ],
      ...[
        'duckdb_indexes',
        'duckdb_keywords',
        'duckdb_schemas',
        'duckdb_sequences',
        'duckdb_table_sample',
        'duckdb_tables',
      ],
      ...['duckdb_types', 'duckdb_views', 'generate_series', 'icu_calendar_names', 'json_each', 'json_tree'],
      ...['pg_timezone_names', 'pragma_collations', 'pragma_show', 'pragma_storage_info', 'pragma_table_info'],
      ...['pragma_version', 'range', 'repeat', 'repeat_row', 'unnest'],
    ]);
  });

  test('accepts the functions that stand without parentheses', () => {
    const { read } = namesOf(version());
    const bare = ['catalog', 'date', 'role', 'schema', 'user'].map((word) => `current_${word}`);
    for (const name of [...bare, 'session_user', 'user', 'get_current_time', 'get_current_timestamp']) {
      expect(read).toContain(name);
    }
  });

  test('accepts every aggregate, as list_aggregate takes their names as text', async () => {
    const aggregates = await answer(
      "select distinct lower(function_name) from duckdb_functions() where function_type = 'aggregate'",
    );
    expect(aggregates.filter((name) => !namesOf(version()).read.has(name))).toEqual([]);
  });
});

test('a version that nobody has reviewed is refused whole', () => {
  expect(() => namesOf('v9.9.9')).toThrow(Problem);
  expect(() => namesOf('v9.9.9')).toThrow('v9.9.9');
});

test('a function that is new and not reviewed is refused', () => {
  const [list] = nameLists;
  const functions = { ...list?.functions, unreviewed: ['read_mind'] } as NameList['functions'];
  expect(namesIn({ ...list, functions } as NameList).refused.get('read_mind')).toBe('internal');
  expect(() => allowedStatements('select read_mind(1)', 'read')).not.toThrow();
});
