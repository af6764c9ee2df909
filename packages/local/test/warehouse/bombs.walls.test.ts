import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SupervisedWarehouse } from '../../src/warehouse/supervised-warehouse.ts';
import { newHost } from '../sandboxed-host.ts';
import { answerOf, refusalOf, startedWarehouse, ticksUsed } from './started-warehouse.ts';

/** Takes minutes, and looks at no interrupt on the way. */
const unstoppable = "select levenshtein(repeat('a', 300000), repeat('b', 300000))";

const longText = "select repeat('x', 200000000)";
const numberedRows = 'select max(n) from (select row_number() over (order by hash(i)) n from range(120000000) t(i))';
const sortedRows = 'from (select repeat(chr((i % 26 + 65)::int), 30) t, i from range(6000000) t(i) order by hash(i))';

let warehouse: SupervisedWarehouse;
let other: SupervisedWarehouse;
let hasty: SupervisedWarehouse;
const news: string[] = [];

beforeAll(async () => {
  const host = await newHost();
  [warehouse, other, hasty] = await Promise.all([
    startedWarehouse(host, 'alpha', 300, news),
    startedWarehouse(host, 'beta', 300),
    startedWarehouse(host, 'hasty', 2),
  ]);
});

afterAll(() => Promise.all([warehouse.stop(), other.stop(), hasty.stop()]));

describe('a query that wants too much', () => {
  test.each([
    ['a text of four billion letters', "select length(repeat('x', 4000000000))", 'SqlTooMuchMemory'],
    ['a list of a billion numbers', 'select len(range(1000000000))', 'SqlTooMuchMemory'],
    [
      'all rows as one text',
      "select length(string_agg(repeat('x', 1000000), '')) from range(20000)",
      'SqlTooMuchMemory',
    ],
    ['all rows as one list', 'select len(list(i)) from range(800000000) t(i)', 'SqlTooMuchMemory'],
    ['a formatted text', "select length(printf('%2000000000d', 1))", 'SqlTooMuchMemory'],
    ['an answer that is one list of millions', 'select range(5000000)', 'SqlAnswerTooLarge'],
    ['an answer of one long text', longText, 'SqlAnswerTooLarge'],
    ['an answer of more rows than allowed', 'from range(100001)', 'SqlTooManyRows'],
    ['more disk than allowed', numberedRows, 'SqlTooMuchDisk'],
  ])(
    'hears so and leaves the warehouse working: %s',
    async (_what, sql, code) => {
      expect(await refusalOf(warehouse, sql)).toMatchObject({ code, whose: 'yours', fix: expect.any(String) });
      expect(await answerOf(warehouse, 'select 1')).toEqual([[1]]);
    },
    400_000,
  );

  test.each([
    ['a long text', longText, 'SqlAnswerTooLarge'],
    ['sorted rows, more than allowed', sortedRows, 'SqlTooManyRows'],
  ])(
    'leaves nothing behind of the answer that it did not get: %s',
    async (_what, sql, code) => {
      // Held on to, each would take a fifth or more of the memory, and the later ones hear that there is none.
      for (let round = 0; round < 7; round += 1) expect(await refusalOf(warehouse, sql)).toMatchObject({ code });
    },
    400_000,
  );

  test('has let go of its memory when its asker hears of the refusal', async () => {
    for (let round = 0; round < 4; round += 1) {
      expect(await refusalOf(warehouse, numberedRows)).toMatchObject({ code: 'SqlTooMuchDisk' });
      expect(await refusalOf(warehouse, longText)).toMatchObject({ code: 'SqlAnswerTooLarge' });
    }
  }, 400_000);

  test('leaves as much as before, however many came at once and were refused', async () => {
    const bombs = ["select string_agg(repeat('x', 1000000), '') from range(20000)", longText, 'select range(5000000)'];
    for (let round = 0; round < 4; round += 1) {
      const all = [...bombs, ...bombs, ...bombs, ...bombs, ...bombs];
      for (const { whose } of await Promise.all(all.map((sql) => refusalOf(warehouse, sql))))
        expect(whose).toBe('yours');
    }
    expect(await refusalOf(warehouse, longText)).toMatchObject({ code: 'SqlAnswerTooLarge' });
    expect(await refusalOf(warehouse, sortedRows)).toMatchObject({ code: 'SqlTooManyRows' });
  }, 400_000);

  test.each([
    ['endless recursion', 'with recursive r as (select 1 n union all select n + 1 from r) select count(*) from r'],
    ['a product without end', 'select count(*) from range(10000000) a, range(10000000) b where a.range + b.range = 3'],
    [
      'sorting without end',
      'select max(n) from (select row_number() over (order by random()) n from range(100000000000))',
    ],
  ])(
    'or takes too long hears so: %s',
    async (_what, sql) => {
      // On a busy machine a query may not have looked for an interrupt in time; its process is then ended.
      expect(await refusalOf(hasty, sql)).toMatchObject({
        code: expect.stringMatching(/^Sql(Stopped|EndedWarehouse)$/),
        whose: 'yours',
      });
      expect(await answerOf(hasty, 'select 1')).toEqual([[1]]);
    },
    120_000,
  );

  test('or takes too long and looks at no interrupt hears so, and the warehouse is started again', async () => {
    const { restarts } = hasty.status();
    expect(await refusalOf(hasty, unstoppable)).toMatchObject({ code: 'SqlEndedWarehouse', whose: 'yours' });
    expect(await answerOf(hasty, 'select 1')).toEqual([[1]]);
    expect(hasty.status().restarts).toBeGreaterThan(restarts);
  }, 120_000);

  test('is the only one that suffers: other reads of its project are answered, other projects never notice', async () => {
    const before = other.status();
    const bomb = refusalOf(hasty, unstoppable);
    const readers = Array.from({ length: 8 }, (_, index) =>
      answerOf(hasty, `select ${index}, count(*) from range(20000000)`),
    );
    const elsewhere = answerOf(other, "select 'here'");
    expect(await bomb).toMatchObject({ code: 'SqlEndedWarehouse' });
    expect(await Promise.all(readers)).toEqual(Array.from({ length: 8 }, (_, index) => [[index, '20000000']]));
    expect(await elsewhere).toEqual([['here']]);
    expect(other.status()).toEqual(before);
  }, 120_000);

  test('and is abandoned is ended, and that is reported', async () => {
    const { restarts } = warehouse.status();
    const gone = new AbortController();
    const abandoned = expect(answerOf(warehouse, unstoppable, gone.signal)).rejects.toThrow();
    const before = ticksUsed(warehouse);
    await expect.poll(() => ticksUsed(warehouse) - before, { timeout: 120_000 }).toBeGreaterThan(50);
    gone.abort();
    await abandoned;
    await expect.poll(() => warehouse.status().restarts, { timeout: 60_000 }).toBe(restarts + 1);
    expect(news.join('\n')).toContain('warehouse alpha: a query that was to be stopped (abandoned) did not stop');
    expect(await answerOf(warehouse, 'select 1')).toEqual([[1]]);
  }, 120_000);
});
