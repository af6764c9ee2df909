import { Problem } from '@atelier/problem';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { sqlFailure } from '../../src/warehouse/sql-failure.ts';

test('a query that wants too much is told what to raise, and nothing of settings that nobody may change', () => {
  const said = `Out of Memory Error: failed to allocate data of size 2.0 GiB (1.9 GiB/2.5 GiB used)

Possible solutions:
* Reducing the number of threads (SET threads=X)
* Increasing the memory limit (SET memory_limit='...GB')`;
  const problem = sqlFailure(new Error(said));
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({
    code: 'SqlTooMuchMemory',
    message:
      'The warehouse refused the SQL: Out of Memory Error: failed to allocate data of size 2.0 GiB (1.9 GiB/2.5 GiB used)',
    fix: expect.stringContaining('warehouse.queries.memoryMb'),
  });
});

test('a failure that is a Problem already stays that', () => {
  const problem = new Problem({ code: 'X', message: 'y', fix: 'z', whose: 'yours' });
  expect(sqlFailure(problem)).toBe(problem);
});

test.each([
  ["select stem('running')", 'built in'],
  ['select st_point(1, 2)', 'built in'],
  ['select $1', 'Write each value'],
  ['select ?::integer + 1', 'Write each value'],
])('what DuckDB advises and nobody may do here is not passed on: %s', async (sql, fix) => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('set autoinstall_known_extensions = false; set autoload_known_extensions = false');
  const failure = await connection.run(sql).catch(sqlFailure);
  expect(failure).toMatchObject({ code: 'SqlFailed', fix: expect.stringContaining(fix) });
  expect((failure as Problem).message).not.toMatch(/install|autoload/i);
});
