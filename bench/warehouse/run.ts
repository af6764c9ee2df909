import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  millisBehindWalls,
  millisInProcess,
  millisOf,
  type OneWorkspace,
  oneWorkspace,
  quantile,
} from './one-workspace.ts';

/**
 * Cost of the walls of a warehouse, turn by turn in one run: the same engine in a process of its own behind walls, and
 * in this process without any. Then many at once, with and without somebody who asks for too much.
 */

const small = 'select store_id, sum(total_sales) from store_sales group by store_id order by store_id limit 20';

async function queryCost(workspace: OneWorkspace) {
  const [apart, beside] = [await workspace.behindWalls('query'), await workspace.inProcess('query')];
  const asked = 'select 42 as answer';
  const [apartMillis, besideMillis]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < 1200; turn += 1) {
    apartMillis.push(await millisBehindWalls(apart, asked));
    besideMillis.push(await millisInProcess(beside, asked));
  }
  const measured = [apartMillis, besideMillis].map((millis) => quantile(millis.slice(200), 0.5));
  const [apartMedian = 0, besideMedian = 0] = measured;
  return {
    behindWallsMedianMillis: apartMedian,
    inProcessMedianMillis: besideMedian,
    moreMillis: apartMedian - besideMedian,
    behindWallsP99Millis: quantile(apartMillis.slice(200), 0.99),
  };
}

const rows = 10_000_000;

async function staged(folder: string) {
  mkdirSync(folder, { recursive: true });
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const selects: Readonly<Record<string, string>> = {
    date_dim: `select (1001 + i)::integer date_key, timestamp '2010-01-01' + to_days(i::integer) date_time, 1::smallint as week,
      1::smallint as month, 1::smallint as quarter, 2010::smallint as year, 1::smallint as weekday from range(1000) t(i)`,
    store_dim: `select i::integer store_id, 's' store_name, 'a' store_address, 'c' city, 's' state, 'n' country from range(${rows / 1000}) t(i)`,
    store_sales: `select (i // 1000)::integer store_id, (1001 + i % 1000)::integer date_key, (i * 1.37 % 10000)::decimal(18, 2) total_sales from range(${rows}) t(i)`,
    store_promotions: `select (i // 1000)::integer store_id, (1001 + i % 1000)::integer date_key, 0::smallint promo, 0::smallint school_holiday from range(1000) t(i)`,
    rejected: `select '' as file, 0::bigint line, '' as reason, '' as "row", '' as input, 0 as store_id, date '2010-01-01' as day limit 0`,
  };
  const tables: Record<string, { path: string; rows: number }> = {};
  for (const [name, select] of Object.entries(selects)) {
    const path = join(folder, `${name}.parquet`);
    await connection.run(`copy (${select}) to '${path}' (format parquet)`);
    tables[name] = { path, rows: 0 };
  }
  connection.closeSync();
  database.closeSync();
  return {
    ...{ project: 'bench', flow: 'bench', execution: 'bench', calendar: 'generated', origins: [] },
    ...{ tables, earlierRows: 'refuse' as const, batchTable: 'forecast' },
  } as const;
}

async function loadCost(workspace: OneWorkspace) {
  const apartMillis: number[] = [];
  const besideMillis: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const project = `load${turn}`;
    const apart = await workspace.behindWalls(project);
    const exchange = join(workspace.host.state.root, 'projects', project, 'exchange', 'staged');
    const load = await staged(exchange);
    apartMillis.push(await millisOf(() => apart.merge(load)));
    const beside = await workspace.inProcess(project);
    besideMillis.push(await millisOf(() => beside.merge(load)));
  }
  const [apart, beside] = [quantile(apartMillis, 0.5), quantile(besideMillis, 0.5)];
  return { rows, behindWallsSeconds: apart / 1000, inProcessSeconds: beside / 1000, ratio: apart / beside };
}

const bombs = [
  "select length(repeat('x', 4000000000))",
  'select count(*) from range(1000000) a, range(1000000) b where a.range + b.range = 3',
  'with recursive r as (select 1 n union all select n + 1 from r) select count(*) from r',
  "select levenshtein(repeat('a', 200000), repeat('b', 200000))",
];

async function manyAtOnce(workspace: OneWorkspace, project: string, hostile: readonly string[]) {
  const warehouse = await workspace.behindWalls(project, { seconds: 5 });
  const until = performance.now() + 20_000;
  await millisBehindWalls(
    warehouse,
    `create or replace table counters as select i as id, 0 as n from range(10) t(i);
     insert into store_sales select (i // 1000)::integer, (1001 + i % 1000)::integer, 1 from range(200000) t(i)`,
  );
  const reads: number[] = [];
  const writes: number[] = [];
  const failed: Record<string, number> = {};
  async function repeatedly(sql: string, millis: number[]): Promise<void> {
    while (performance.now() < until) {
      try {
        millis.push(await millisBehindWalls(warehouse, sql));
      } catch (error) {
        const what = `${millis === reads ? 'read' : 'write'} ${(error as { code?: string }).code}`;
        failed[what] = (failed[what] ?? 0) + 1;
      }
    }
  }
  let refused = 0;
  async function attack(sql: string): Promise<void> {
    while (performance.now() < until) await millisBehindWalls(warehouse, sql).catch(() => (refused += 1));
  }
  await Promise.all([
    ...Array.from({ length: 50 }, () => repeatedly(small, reads)),
    ...Array.from({ length: 10 }, (_, id) => repeatedly(`update counters set n = n + 1 where id = ${id % 3}`, writes)),
    ...hostile.map(attack),
  ]);
  return {
    reads: { count: reads.length, p50Millis: quantile(reads, 0.5), p99Millis: quantile(reads, 0.99) },
    writes: { count: writes.length, p50Millis: quantile(writes, 0.5), p99Millis: quantile(writes, 0.99) },
    failed,
    bombsRefused: refused,
    restarts: warehouse.status().restarts,
  };
}

await using workspace = await oneWorkspace();
const result = {
  query: await queryCost(workspace),
  load: await loadCost(workspace),
  fiftyReadersTenWriters: await manyAtOnce(workspace, 'many', []),
  besideBombs: await manyAtOnce(workspace, 'bombed', bombs),
};
console.log(JSON.stringify(result, null, 2));
