import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '@atelier/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Host } from '../../src/host.ts';
import { createProjectFolders } from '../../src/project-folders.ts';
import { type SupervisedWarehouse, startWarehouse } from '../../src/warehouse/supervised-warehouse.ts';
import { newHost } from '../sandboxed-host.ts';

const limits = { rows: 100_000, memoryMiB: 1024, temporaryDiskMiB: 64 };
/** Takes minutes, and looks at no interrupt on the way. */
const unstoppable = "select levenshtein(repeat('a', 300000), repeat('b', 300000))";
const patient = new AbortController().signal;

let host: Host;
let warehouse: SupervisedWarehouse;
let other: SupervisedWarehouse;
let hasty: SupervisedWarehouse;
const news: string[] = [];

beforeAll(async () => {
  host = await newHost();
  [warehouse, other, hasty] = await Promise.all([start('alpha', 300), start('beta', 300), start('hasty', 2)]);
});

afterAll(() => Promise.all([warehouse.stop(), other.stop(), hasty.stop()]));

function start(project: string, seconds: number): Promise<SupervisedWarehouse> {
  createProjectFolders(host.state, project);
  return startWarehouse(host, { project, limits: { ...limits, seconds }, tell: (text) => news.push(text) });
}

async function answer(sql: string, { of = warehouse, signal = patient } = {}): Promise<unknown[][]> {
  const lines = await Array.fromAsync(of.query(sql, 'write', signal));
  return lines.flatMap((line) => (JSON.parse(line) as { rows?: unknown[][] }).rows ?? []);
}

/** What a person hears; never a bug of ours. */
async function refusal(sql: string, of = warehouse): Promise<Problem> {
  const failure = await answer(sql, { of }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Problem);
  return failure as Problem;
}

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
    ['an answer of one long text', "select repeat('x', 200000000)", 'SqlAnswerTooLarge'],
    ['an answer of more rows than allowed', 'from range(100001)', 'SqlTooManyRows'],
    [
      'more disk than allowed',
      'select max(n) from (select row_number() over (order by hash(i)) n from range(120000000) t(i))',
      'SqlTooMuchDisk',
    ],
  ])(
    'hears so and leaves the warehouse working: %s',
    async (_what, sql, code) => {
      expect(await refusal(sql)).toMatchObject({ code, whose: 'yours', fix: expect.any(String) });
      expect(await answer('select 1')).toEqual([[1]]);
    },
    400_000,
  );

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
      expect(await refusal(sql, hasty)).toMatchObject({
        code: expect.stringMatching(/^Sql(Stopped|EndedWarehouse)$/),
        whose: 'yours',
      });
      expect(await answer('select 1', { of: hasty })).toEqual([[1]]);
    },
    120_000,
  );

  test('or takes too long and looks at no interrupt hears so, and the warehouse is started again', async () => {
    const { restarts } = hasty.status();
    expect(await refusal(unstoppable, hasty)).toMatchObject({ code: 'SqlEndedWarehouse', whose: 'yours' });
    expect(await answer('select 1', { of: hasty })).toEqual([[1]]);
    expect(hasty.status().restarts).toBeGreaterThan(restarts);
  }, 120_000);

  test('is the only one that suffers: other reads of its project are answered, other projects never notice', async () => {
    const before = other.status();
    const bomb = refusal(unstoppable, hasty);
    const readers = Array.from({ length: 8 }, (_, index) =>
      answer(`select ${index}, count(*) from range(20000000)`, { of: hasty }),
    );
    const elsewhere = answer("select 'here'", { of: other });
    expect(await bomb).toMatchObject({ code: 'SqlEndedWarehouse' });
    expect(await Promise.all(readers)).toEqual(Array.from({ length: 8 }, (_, index) => [[index, '20000000']]));
    expect(await elsewhere).toEqual([['here']]);
    expect(other.status()).toEqual(before);
  }, 120_000);

  test('and is abandoned is ended, and that is reported', async () => {
    const { restarts } = warehouse.status();
    const gone = new AbortController();
    const abandoned = expect(answer(unstoppable, { signal: gone.signal })).rejects.toThrow();
    const before = ticksUsed(warehouse);
    await expect.poll(() => ticksUsed(warehouse) - before, { timeout: 120_000 }).toBeGreaterThan(50);
    gone.abort();
    await abandoned;
    await expect.poll(() => warehouse.status().restarts, { timeout: 60_000 }).toBe(restarts + 1);
    expect(news.join('\n')).toContain('warehouse alpha: a query that was to be stopped (abandoned) did not stop');
    expect(await answer('select 1')).toEqual([[1]]);
  }, 120_000);
});

describe('a warehouse whose process is killed', () => {
  test('is started again, and has everything that was acknowledged', async () => {
    await answer('create table kept as select 0 as n');
    for (let round = 1; round <= 5; round += 1) {
      await answer('update kept set n = n + 1');
      process.kill(innerPid(warehouse), 'SIGKILL');
      expect((await settled('from kept')).at(-1)).toEqual([[round]]);
    }
  }, 120_000);

  test('tells a write that was on its way that it may or may not be there', async () => {
    const writes = ['one', 'two'].map((name) =>
      refusal(`create table ${name} as select count(*) c from range(300000000000) t(i) where hash(i) = 1`),
    );
    await expect.poll(() => threadsAtWork(warehouse), { timeout: 60_000 }).toBeGreaterThan(1);
    process.kill(innerPid(warehouse), 'SIGKILL');
    for (const problem of await Promise.all(writes)) {
      expect(problem).toMatchObject({ code: 'WarehouseRestarted', fix: expect.stringContaining('Look whether') });
    }
  }, 120_000);
});

describe('writers at once', () => {
  test('all get their turn', async () => {
    await answer('create or replace table counted as select 0 as n');
    await Promise.all(Array.from({ length: 30 }, () => answer('update counted set n = n + 1')));
    expect(await answer('from counted')).toEqual([[30]]);
  });

  test('with transactions of several statements all get their turn, and each takes effect once', async () => {
    await answer('create or replace table a as select 0 as n; create or replace table b as select 0 as n');
    const text = 'begin; update a set n = n + 1; update b set n = n + (select n from a); commit';
    await Promise.all(Array.from({ length: 12 }, () => answer(text)));
    expect(await answer('select a.n, b.n from a, b')).toEqual([[12, 78]]);
  });

  test('that make the same table are refused all but one, with the words of the database', async () => {
    const made = await Promise.allSettled(Array.from({ length: 6 }, () => answer('create table only_one (a integer)')));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const failure of made.filter((one) => one.status === 'rejected')) {
      expect(failure.reason).toMatchObject({ code: 'SqlFailed', message: expect.stringContaining('already exists') });
    }
  });
});

test('of data its process sees its own project and nothing else', () => {
  const seen = `/proc/${innerPid(warehouse)}/root${host.state.root}`;
  expect(readdirSync(seen)).toEqual(['projects']);
  expect(readdirSync(join(seen, 'projects'))).toEqual(['alpha']);
  expect(readdirSync(join(seen, 'projects', 'alpha')).toSorted()).toEqual(['exchange', 'warehouse']);
});

/** Answers of a text that is asked until it is answered; a process that was killed may take the first ask with it. */
async function settled(sql: string): Promise<unknown[][][]> {
  const answers: unknown[][][] = [];
  await expect
    .poll(
      () =>
        answer(sql).then(
          (rows) => answers.push(rows),
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(1);
  return answers;
}

/** The process that runs the database, inside of its sandbox: the last of a chain of only children. */
function innerPid(of: SupervisedWarehouse): number {
  let { pid } = of.status();
  for (;;) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    if (children === '') return pid;
    pid = Number(children.split(' ')[0]);
  }
}

/** Processor time that a warehouse's process has used, in hundredths of a second. */
function ticksUsed(of: SupervisedWarehouse): number {
  const fields =
    readFileSync(`/proc/${innerPid(of)}/stat`, 'utf8')
      .split(') ')
      .at(-1)
      ?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

function threadsAtWork(of: SupervisedWarehouse): number {
  const pid = innerPid(of);
  const states = readdirSync(`/proc/${pid}/task`).map(
    (thread) => readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8').split(') ').at(-1)?.[0],
  );
  return states.filter((state) => state === 'R').length;
}
