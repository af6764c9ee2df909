import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;

const workspaceYaml = `workspace: shops
people:
  lead: { role: lead-data-scientist }
  john: { role: data-engineer }
  july: { role: data-scientist }
  auditor: { role: viewer }
projects:
  sales-forecasting:
    members: [lead, john, july, auditor]
    flows: [./flow.yaml]
`;

const flowYaml = `flow: sales-forecasting
inputs:
  sales: { file: data/store_sales.csv }
  promotions: { file: data/store_promotions.csv }
  dates: { file: data/date_dim.csv }
forecast: { horizon: 14, minimumRows: 70, quantiles: [p10, p50, p90] }
`;

interface Output {
  readonly text?: readonly string[];
  readonly data?: Readonly<Record<string, string | readonly string[]>>;
}

interface Cell {
  readonly source: readonly string[];
  readonly outputs?: readonly Output[];
}

/** Runs a notebook that comes with Atelier as somebody; resolves to its cells, and what the command said. */
async function run(name: string, person: string, ...more: readonly string[]) {
  const out = join(folder, `${name}.${person}.ipynb`);
  const named = ['--as', person, '--project', 'sales-forecasting', '--out', out];
  const { code, err } = await atelier('notebook', 'run', name, ...named, ...more);
  const { cells } = JSON.parse(readFileSync(out, 'utf8')) as { readonly cells: readonly Cell[] };
  return { code, err, cells, said: cells.map(textOf).join('\n') };
}

function textOf({ outputs = [] }: Cell): string {
  return outputs.map(({ text, data }) => [text ?? data?.['text/plain'] ?? []].flat().join('')).join('');
}

function pictures(cells: readonly Cell[]): number {
  return cells.flatMap(({ outputs = [] }) =>
    outputs.filter(({ data }) => String(data?.['image/png'] ?? '').length > 2000),
  ).length;
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await json('sql', 'sales-forecasting', sql)).rows as unknown as Record<string, unknown>[];
}

beforeAll(async () => {
  writeFileSync(join(folder, 'atelier.yaml'), workspaceYaml);
  writeFileSync(join(folder, 'flow.yaml'), flowYaml);
  mkdirSync(join(folder, 'data'));
  await atelier('sample-data', 'data', '--stores', '6', '--days', '400', '--seed', '3');
  const up = await atelier('up');
  if (up.code !== 0) throw new Error(up.err);
  const flow = await atelier('run', 'sales-forecasting');
  if (flow.code !== 0) throw new Error(flow.err);
});

afterAll(() => workspace.remove());

describe('the notebook of the data engineer', () => {
  test('loads the star schema to the cent, and a second time changes nothing', async () => {
    const first = await run('data_engineer', 'john');
    expect(first.code, first.err).toBe(0);
    const [{ sales, total } = {}] = await rows('select count(*) sales, sum(total_sales) total from lab_store_sales');
    expect(first.said).toContain(`${sales} sales of 20 stores, ${total} in all`);
    const again = await run('data_engineer', 'john');
    expect(again.said.match(/'inserted': 0, 'updated': 0, 'unchanged': [1-9]/g)).toHaveLength(4);
    expect(await rows('select sum(total_sales) total from lab_store_sales')).toEqual([{ total }]);
  });

  test.each(['july', 'auditor'])('is refused to %s, who does not load, in words that say who does', async (person) => {
    const { code, err } = await run('data_engineer', person, '--param', `prefix=of_${person}_`);
    expect(code).toBe(1);
    expect(err).toContain(`refused to ${person}: that takes lead-data-scientist or data-engineer`);
    expect(
      await rows(`select table_name from information_schema.tables where table_name like 'of_${person}%'`),
    ).toEqual([]);
  });
});

describe('the notebook of the ML engineer', () => {
  test('trains, beats its baseline, registers, deploys and asks the endpoint', async () => {
    const { code, err, cells, said } = await run('ml_engineer', 'july');
    expect(code, err).toBe(0);
    expect(said).toContain('Better than the baseline: True.');
    expect(said).toMatch(/sales-forecast-from-a-notebook version 1, from run [0-9a-f]{32}/);
    expect(said).toMatch(/Deployment\(endpoint='sales-forecasting', model='sales-forecasting', version=\d+/);
    const [, wape = ''] = /endpoint\s+(0\.\d+)/.exec(said) ?? [];
    const [, naive = ''] = /the week before\s+(0\.\d+)/.exec(said) ?? [];
    expect(Number(wape)).toBeLessThan(Number(naive));
    expect(pictures(cells)).toBeGreaterThanOrEqual(4);
  });
});

describe('the notebook of predictive maintenance', () => {
  test('beats both baselines, registers its model, and tests what was registered', async () => {
    const { code, err, cells, said } = await run('predictive_maintenance', 'july');
    expect(code, err).toBe(0);
    expect(said).toContain('Better than both baselines in average precision and recall: True.');
    expect(said).toMatch(/machine-failure version 1, from run [0-9a-f]{32}/);
    expect(pictures(cells)).toBeGreaterThanOrEqual(3);
  });

  test('is refused to a viewer where it writes, and to an engineer, who only reads experiments', async () => {
    for (const person of ['auditor', 'john']) {
      const { code, err } = await run('predictive_maintenance', person);
      expect(code).toBe(1);
      expect(err).toMatch(/tracking\.write/);
    }
  });
});

test('every home has the three, clean', async () => {
  const { notebooks } = (await json('notebook', 'list')) as unknown as { notebooks: readonly string[] };
  expect(notebooks).toEqual(['data_engineer', 'ml_engineer', 'predictive_maintenance']);
  for (const name of notebooks) {
    const home = join(folder, '.atelier/spaces/july/sales-forecasting/notebooks', `${name}.ipynb`);
    const { cells } = JSON.parse(readFileSync(home, 'utf8'));
    for (const cell of cells)
      if (cell.cell_type === 'code') expect([cell.outputs, cell.execution_count]).toEqual([[], null]);
  }
});
