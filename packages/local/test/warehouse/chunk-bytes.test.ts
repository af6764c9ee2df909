import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { chunkBytes } from '../../src/warehouse/chunk-bytes.ts';

const MiB = 1024 ** 2;

async function bytesOf(sql: string): Promise<number> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const chunks = await (await connection.run(sql)).fetchAllChunks();
  return chunks.reduce((sum, chunk) => sum + chunkBytes(chunk), 0);
}

describe('what values take', () => {
  test.each([
    ['sums of money', 'select sum(123456789.12::decimal(18,2)) from range(2000) t(i) group by i'],
    ['sums of whole numbers', 'select sum(i * 100000000) from range(2000) t(i) group by i'],
    ['huge numbers', 'select (i * 100000000)::hugeint, (i * 100000000)::uhugeint from range(2000) t(i)'],
    ['wide decimals', 'select (i * 1000000)::decimal(38,4) from range(2000) t(i)'],
    ['identities', 'select uuid() from range(2000)'],
    ['intervals', 'select to_months(200000000) from range(2000)'],
    ['sums in lists', 'select [sum(i * 100000000)] from range(2000) t(i) group by i'],
    ['sums in structs', 'select {s: sum(i * 100000000)} from range(2000) t(i) group by i'],
    ['lists far into their values', 'select range(100) from range(2000)'],
    ['short texts', "select 'sales' from range(2000)"],
    ['no texts', "select if(i >= 0, null, repeat('x', i)) from range(2000) t(i)"],
  ])('is small for %s', async (_what, sql) => {
    expect(await bytesOf(sql)).toBeLessThan(8 * MiB);
  });

  test.each([
    ['a text', "select repeat('x', 10000000)"],
    ['bytes', "select repeat('x', 10000000)::blob"],
    ['bits', "select repeat('1', 80000000)::bit"],
    ['texts in lists', "select [repeat('x', 5000000), repeat('y', 5000000)]"],
    ['texts in structs', "select {t: repeat('x', 10000000)}"],
    ['a list of numbers', 'select range(1000000)'],
    ['texts beside none', "select if(i % 2 = 0, null, repeat('x', 10000)) from range(2000) t(i)"],
  ])('is seen of %s', async (_what, sql) => {
    expect(await bytesOf(sql)).toBeGreaterThan(9 * MiB);
  });
});
