import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Host } from '../../src/host.ts';
import type { SupervisedWarehouse } from '../../src/warehouse/supervised-warehouse.ts';
import { newHost } from '../sandboxed-host.ts';
import { answerOf, innerPid, refusalOf, startedWarehouse, ticksUsed } from './started-warehouse.ts';

let host: Host;
let warehouse: SupervisedWarehouse;

beforeAll(async () => {
  host = await newHost();
  warehouse = await startedWarehouse(host, 'alpha', 300);
});

afterAll(() => warehouse.stop());

const answer = (sql: string) => answerOf(warehouse, sql);

describe('a warehouse whose process is killed', () => {
  test('is started again, and has everything that was acknowledged', async () => {
    await answer('create table kept as select 0 as n');
    for (let round = 1; round <= 5; round += 1) {
      await answer('update kept set n = n + 1');
      process.kill(innerPid(warehouse), 'SIGKILL');
      expect((await settled('from kept')).at(-1)).toEqual([[round]]);
    }
  }, 120_000);

  test('tells a write that was on its way that it may or may not be there, and asks a read beside it again', async () => {
    const before = ticksUsed(warehouse);
    const write = refusalOf(
      warehouse,
      'create table half as select count(*) c from range(300000000000) t(i) where hash(i) = 1',
    );
    await expect.poll(() => ticksUsed(warehouse) - before, { timeout: 120_000 }).toBeGreaterThan(50);
    const read = answer("select 'beside it'");
    process.kill(innerPid(warehouse), 'SIGKILL');
    expect(await write).toMatchObject({ code: 'WarehouseRestarted', fix: expect.stringContaining('Look whether') });
    expect(await read).toEqual([['beside it']]);
  }, 300_000);

  test('asks every read beside it again, also those whose rows were on their way', async () => {
    let isOver = false;
    const small = 'select i % 20 as k, sum(i) from range(100000) t(i) group by k';
    const reader = async () => {
      while (!isOver) expect(await answer(small)).toHaveLength(20);
    };
    const readers = Array.from({ length: 50 }, reader);
    for (let kills = 0; kills < 3; kills += 1) {
      await answer('select 1');
      const { restarts } = warehouse.status();
      process.kill(innerPid(warehouse), 'SIGKILL');
      await expect.poll(() => warehouse.status().restarts, { timeout: 60_000 }).toBeGreaterThan(restarts);
    }
    isOver = true;
    await Promise.all(readers);
  }, 300_000);
});

test('a warehouse that cannot be opened any more says so to whoever waits, and answers once it can be', async () => {
  const broken = await startedWarehouse(host, 'broken', 300);
  const file = join(host.state.root, 'projects', 'broken', 'warehouse', 'warehouse.duckdb');
  await answerOf(broken, 'create table kept as select 1 as n');
  for (const part of [file, `${file}.wal`]) renameSync(part, `${part}.away`);
  writeFileSync(file, 'no database');
  process.kill(innerPid(broken), 'SIGKILL');
  expect(await refusalOf(broken, 'from kept')).toMatchObject({ code: 'WarehouseNotOpened', whose: 'machine' });
  for (const part of [file, `${file}.wal`]) renameSync(`${part}.away`, part);
  const answers = () => answerOf(broken, 'from kept').catch((error: unknown) => error);
  await expect.poll(answers, { timeout: 120_000 }).toEqual([[1]]);
  await broken.stop();
}, 300_000);

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
