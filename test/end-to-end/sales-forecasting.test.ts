import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowReport } from '@atelier/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;

const workspaceYaml = `workspace: shops
people:
  lead: { role: lead-data-scientist }
projects:
  sales:
    members: [lead]
    flows: [./sales.yaml]
`;

const flowYaml = `flow: sales
inputs:
  sales: { file: data/store_sales.csv }
  promotions: { file: data/store_promotions.csv }
  dates: { file: data/date_dim.csv }
forecast:
  horizon: 5
  quantiles: [p50, p60, p70, p80, p90]
`;

let report: Required<FlowReport>;

/** Ask the workspace's door, with its token. */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const { door } = (await json('status')) as unknown as { door: { url: string; tokenFile: string } };
  const authorization = `Bearer ${readFileSync(door.tokenFile, 'utf8')}`;
  return fetch(`${door.url}/projects/sales${path}`, { ...init, headers: { ...init.headers, authorization } });
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await json('sql', 'sales', sql)).rows as unknown as Record<string, unknown>[];
}

beforeAll(async () => {
  writeFileSync(join(folder, 'atelier.yaml'), workspaceYaml);
  writeFileSync(join(folder, 'sales.yaml'), flowYaml);
  mkdirSync(join(folder, 'data'));
  await atelier('sample-data', 'data', '--stores', '6', '--days', '400', '--seed', '3');
  const up = await atelier('up', '--listen');
  if (up.code !== 0) throw new Error(up.err);
  report = (await json('run', 'sales')) as unknown as Required<FlowReport>;
});

afterAll(() => workspace.remove());

describe('a run of the sales flow', () => {
  test('reports what it loaded, and every row is in a table or rejected', () => {
    const lines = (file: string) =>
      readFileSync(join(folder, 'data', file), 'utf8')
        .trimEnd()
        .split('\n').length - 1;
    expect(report.load.tables).toEqual({
      date_dim: lines('date_dim.csv'),
      store_dim: 6,
      store_sales: lines('store_sales.csv'),
      store_promotions: lines('store_promotions.csv'),
    });
    expect(report.load.rejected).toBe(0);
  });

  test('beats seasonal naive on the backtests and on the days held out', () => {
    const { ensemble, baseline, holdout } = report.train;
    expect(ensemble.wql).toBeLessThan(baseline.wql ?? Number.NaN);
    expect(ensemble.wape).toBeLessThan(baseline.wape ?? Number.NaN);
    expect(holdout.wql).toBeLessThan(holdout.baselineWql);
    expect(holdout.wape).toBeLessThan(holdout.baselineWape);
  });

  test('ranks every candidate, and its ensemble loses to none of them', () => {
    const { leaderboard, ensemble } = report.train;
    expect(leaderboard.map(({ name }) => name).toSorted()).toEqual(
      ['arima', 'ets', 'lightgbm', 'npts', 'seasonal-naive', 'theta'].toSorted(),
    );
    for (const { wql } of leaderboard) expect(ensemble.wql).toBeLessThanOrEqual(wql ?? Number.POSITIVE_INFINITY);
    const weight = Object.values(ensemble.weights).reduce((sum, part) => sum + part, 0);
    expect(weight).toBeCloseTo(1);
  });

  test('leaves its predictions in the warehouse and in a file', async () => {
    expect(report.batch.rows).toBe(6 * 5);
    expect(existsSync(report.batch.path)).toBe(true);
    const [counted] = await rows(
      'select count(*) n, count(distinct store_id) stores, sum((p90 < p50)::int) crossed from forecast',
    );
    expect(counted).toEqual({ n: '30', stores: '6', crossed: '0' });
  });

  test('registers a version that tracking knows', async () => {
    const versions = await ask("/tracking/api/2.0/mlflow/model-versions/search?filter=name%3D'sales'");
    expect(await versions.json()).toMatchObject({
      model_versions: [{ name: 'sales', version: String(report.model.version) }],
    });
  });

  test('lets its endpoint answer for the next days of a store', async () => {
    const history =
      await rows(`select store_id, strftime(date_time, '%Y-%m-%d') sales_date, total_sales::double total_sales,
      coalesce(promo, 0) promo, coalesce(school_holiday, 0) school_holiday from store_sales join date_dim using (date_key)
      left join store_promotions using (store_id, date_key) where store_id = 1 order by date_time`);
    const last = new Date(String(history.at(-1)?.sales_date));
    const future = [1, 2, 3, 4, 5].map((day) => ({
      store_id: 1,
      sales_date: new Date(last.getTime() + day * 86_400_000).toISOString().slice(0, 10),
      total_sales: null,
      promo: 0,
      school_holiday: 0,
    }));
    const answer = await ask('/endpoints/sales/invocations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([...history, ...future]),
    });
    expect(answer.status).toBe(200);
    const predictions = (await answer.json()) as Record<string, number>[];
    expect(predictions).toHaveLength(5);
    for (const { p50, p60, p70, p80, p90, mean } of predictions) {
      const ascending = [p50, p60, p70, p80, p90] as number[];
      expect(ascending).toEqual(ascending.toSorted((a, b) => a - b));
      expect(mean).toBeGreaterThanOrEqual(0);
    }
    // Some stores close on Sundays; every other day sells something.
    expect(predictions.filter(({ mean = 0 }) => mean > 0).length).toBeGreaterThanOrEqual(4);
  });
});

describe('running again', () => {
  // Two candidates are enough where the loads are looked at, and train faster.
  beforeAll(() => {
    writeFileSync(join(folder, 'sales.yaml'), `${flowYaml}  candidates: [seasonal-naive, ets]\n`);
  });

  test('changes no row, and reports the same loads', async () => {
    const digest = 'select count(*) n, sum(hash(store_id, date_key, total_sales)::hugeint)::varchar h from store_sales';
    const before = await rows(digest);
    const again = (await json('run', 'sales')) as unknown as Required<FlowReport>;
    expect(again.load).toEqual(report.load);
    expect(again.model.version).toBe(report.model.version + 1);
    expect(again.endpoint).toEqual(report.endpoint);
    expect(await rows(digest)).toEqual(before);
  });

  test('with rows that cannot be loaded counts them, names their lines, and loads the rest', async () => {
    const file = join(folder, 'data', 'store_sales.csv');
    const clean = readFileSync(file, 'utf8');
    const [header = '', first = ''] = clean.split('\n');
    const columns = header.split(',');
    const spoil = (changes: Record<string, string>) =>
      first
        .split(',')
        .map((value, index) => changes[columns[index] ?? ''] ?? value)
        .join(',');
    const lines = clean.trimEnd().split('\n').length;
    writeFileSync(
      file,
      `${clean.trimEnd()}\n${spoil({ sales_date: '2020-13-01' })}\n${first}\n${spoil({ sales_date: '2020-01-02', total_sales: 'many' })}\n`,
    );
    const dirty = (await json('run', 'sales')) as unknown as Required<FlowReport>;
    expect(dirty.load.rejected).toBe(3);
    expect(dirty.load.tables).toEqual(report.load.tables);
    expect(await rows('select file, line from rejected order by line')).toEqual(
      [1, 2, 3].map((offset) => ({ file: 'store_sales.csv', line: String(lines + offset) })),
    );
    writeFileSync(file, clean);
  });
});

describe('a flow that cannot be run', () => {
  test('because its file is gone says which, exits 1, and leaves the warehouse as it was', async () => {
    writeFileSync(join(folder, 'sales.yaml'), flowYaml.replace('store_sales.csv', 'nowhere.csv'));
    const { code, err } = await atelier('run', 'sales');
    expect(code).toBe(1);
    expect(err).toContain('nowhere.csv');
    expect(err).not.toMatch(/Traceback|at .*\.ts:\d+/);
    expect(await rows('select count(*)::int n from store_sales')).toEqual([{ n: report.load.tables.store_sales }]);
    writeFileSync(join(folder, 'sales.yaml'), flowYaml);
  });

  test('because there is none of that name says which there are', async () => {
    expect(await atelier('run', 'sails')).toMatchObject({ code: 1, err: expect.stringContaining('There is sales') });
  });
});

describe('a workspace', () => {
  test('that is up is left as it is by a second up', async () => {
    const before = await json('status');
    expect((await atelier('up')).code).toBe(0);
    expect((await json('status')).pid).toBe(before.pid);
  });

  test('that goes down and up again has its tables, its versions and its endpoint at the same address', async () => {
    const { url } = ((await json('status')) as unknown as { door: { url: string } }).door;
    expect(await atelier('down')).toMatchObject({ code: 0, out: expect.stringContaining('is down') });
    expect((await json('status')).state).toBe('down');
    expect((await atelier('up', '--listen')).code).toBe(0);
    expect((await json('status')) as unknown).toMatchObject({ door: { url } });
    expect(await rows('select count(*)::int n from forecast')).toEqual([{ n: 30 }]);
    expect((await ask('/endpoints/sales/ping')).status).toBe(200);
  });

  test('keeps what people write with SQL', async () => {
    await atelier('sql', 'sales', 'create table notes as select 42 as answer');
    expect((await atelier('sql', 'sales', 'from notes', '--csv')).out).toBe('answer\n42\n');
  });

  test('shows what its parts have written', async () => {
    const { parts } = (await json('logs')) as unknown as { parts: string[] };
    expect(parts).toEqual(expect.arrayContaining(['supervisor', 'tracking', 'flow.sales.sales']));
    expect((await atelier('logs', 'tracking')).out).not.toBe('');
    expect(await atelier('logs', 'nothing')).toMatchObject({ code: 1, err: expect.stringContaining('tracking') });
  });
});
