import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowReport, LoadReport } from '@atelier/core';
import type { ProblemDetails } from '@atelier/problem';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { workspaceFolder } from './command.ts';

// A test is one or two whole runs.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;

const stores = [1, 2, 3];
const days = Array.from({ length: 90 }, (_, day) => day);
const rowCount = stores.length * days.length;

/** Sales that rise with the store and have a week's season; `write` writes the amount of a row. */
function salesFile(write = (amount: string, _day: number) => amount): string {
  const header = 'store_id,store_name,store_address,city,state,country,sales_date,total_sales';
  const rows = stores.flatMap((store) =>
    days.map((day) => {
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      return `${store},Shop,1 Road,Oslo,O,NO,${date},${write((1000 * store + 100 * (day % 7)).toFixed(2), day)}`;
    }),
  );
  return [header, ...rows, ''].join('\n');
}

function writeFlow(name: string, file: string, more = ''): void {
  const text = `flow: ${name}\ninputs: { sales: { file: ./${file} } }\nforecast: { horizon: 5, candidates: [seasonal-naive] }\n${more}`;
  writeFileSync(join(folder, `${name}.yaml`), text);
}

function writeWorkspace(flow: string): void {
  const project = `projects:\n  shops: { members: [lead], flows: [./${flow}.yaml] }\n`;
  writeFileSync(
    join(folder, 'atelier.yaml'),
    `workspace: odd\npeople:\n  lead: { role: lead-data-scientist }\n${project}`,
  );
}

/** Runs a flow that is refused, and gives what it says; the warehouse holds what it held before. */
async function refusedRun(flow: string) {
  const before = await inWarehouse();
  const answer = await atelier('run', flow, '--json');
  expect(answer.code).toBe(1);
  expect(await inWarehouse()).toEqual(before);
  return JSON.parse(answer.out) as { readonly problem: ProblemDetails; readonly load: LoadReport };
}

async function inWarehouse() {
  const sql =
    'select count(*)::int as n, sum(total_sales)::varchar as total from store_sales join date_dim using (date_key)';
  const { endpoints } = (await json('status')) as unknown as { endpoints: { version: number }[] };
  return { rows: (await json('sql', 'shops', sql)).rows, endpoints: endpoints.map(({ version }) => version) };
}

function sqlIn(fix: string): string {
  return /atelier sql shops "([^"]+)"/.exec(fix)?.[1] ?? 'the fix names no SQL';
}

beforeAll(async () => {
  writeFileSync(join(folder, 'sales.csv'), salesFile());
  writeFlow('sales', 'sales.csv');
  writeWorkspace('sales');
  const up = await atelier('up');
  if (up.code !== 0) throw new Error(up.err);
  const first = await atelier('run', 'sales');
  if (first.code !== 0) throw new Error(first.err);
});

afterAll(() => workspace.remove());

describe('a calendar that begins earlier', () => {
  test('re-dates nothing: the run is refused with both calendars', async () => {
    writeFlow('sales', 'sales.csv', 'calendar: { from: 2009-01-01 }');
    const { problem } = await refusedRun('sales');
    expect(problem).toMatchObject({ code: 'CalendarChanged', whose: 'yours' });
    expect(problem.message).toMatch(/theirs goes from 2010-01-01 .* the run's from 2009-01-01/);
  });

  test('is accepted as the message says', async () => {
    const { problem } = await refusedRun('sales');
    const [, firstKey] = /"firstKey: (\d+)"/.exec(problem.fix) ?? [];
    writeFlow('sales', 'sales.csv', `calendar: { from: 2009-01-01, firstKey: ${firstKey} }`);
    const report = (await json('run', 'sales')) as unknown as Required<FlowReport>;
    expect(report.load.tables).toMatchObject({ store_sales: rowCount, date_dim: 7670 });
    expect(report.load.earlier).toEqual({ store_sales: 0, store_promotions: 0 });
  });
});

describe('rows that are mostly rejected', () => {
  test('stop the run before anything is changed, and the report of the load comes with the problem', async () => {
    writeFileSync(
      join(folder, 'sales.csv'),
      salesFile((amount, day) => (day % 2 === 0 ? `$${amount}` : amount)),
    );
    const { problem, load } = await refusedRun('sales');
    expect(problem).toMatchObject({
      code: 'RowsRejected',
      fix: expect.stringContaining(load.rejectedFile ?? 'no file'),
    });
    expect(load.inputs).toMatchObject([
      { input: 'sales', read: rowCount, loaded: rowCount / 2, reasons: { 'bad number': rowCount / 2 } },
    ]);
    const listed = readFileSync(load.rejectedFile ?? '', 'utf8')
      .trimEnd()
      .split('\n');
    expect(listed).toHaveLength(1 + rowCount / 2);
  });

  test('are shown as text with some of their lines', async () => {
    const { code, out, err } = await atelier('run', 'sales');
    expect(code).toBe(1);
    expect(out).toMatch(/sales +270 +135 +135/);
    expect(out).toContain("line 2: bad number: total_sales '$1000.00' is not a plain number such as 1234.50");
    expect(err).toContain('(50 %) cannot be loaded: bad number (135). At most 5 % may be rejected.');
  });
});

test('a few rejected targets are unknown to training, not zero', async () => {
  await atelier('sql', 'shops', 'delete from store_sales');
  writeFileSync(
    join(folder, 'sales.csv'),
    salesFile((amount, day) => ([20, 43, 66].includes(day) ? 'NA' : amount)),
  );
  const report = (await json('run', 'sales')) as unknown as Required<FlowReport>;
  expect(report.load.rejected).toBe(9);
  expect(report.train.gaps).toMatchObject({ rejected: 9, missing: 0 });
  expect(report.train.ensemble.wape).toBeLessThan(0.01);
  expect(existsSync(report.load.rejectedFile ?? '')).toBe(true);
});

describe('a flow in the place of another', () => {
  beforeAll(() => {
    writeFileSync(join(folder, 'stock.csv'), salesFile().replaceAll('\n1,', '\n4,'));
    writeFlow('stock', 'stock.csv', 'calendar: { from: 2009-01-01, firstKey: 636 }');
  });

  test('beside it is refused by check', async () => {
    writeWorkspace('sales.yaml, ./stock');
    expect(await atelier('check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('fill the same tables of project shops'),
    });
    writeWorkspace('stock');
  });

  test('does not learn from the rows of the one before it', async () => {
    const { problem } = await refusedRun('stock');
    expect(problem).toMatchObject({ code: 'TablesOfAnotherFlow', whose: 'yours' });
    expect(problem.message).toContain('that the flow sales loaded, last from sales.csv');
  });

  test('runs once the tables are emptied as the message says', async () => {
    const { problem } = await refusedRun('stock');
    expect(await atelier('sql', 'shops', sqlIn(problem.fix))).toMatchObject({ code: 0 });
    const report = (await json('run', 'stock')) as unknown as Required<FlowReport>;
    expect(report.load.tables).toMatchObject({ store_sales: rowCount, store_dim: 3 });
    expect(report.load.earlier).toEqual({ store_sales: 0, store_promotions: 0 });
  });
});
