import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadWorkspace, type Project } from '@atelier/core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { modelEndpoints } from '../../src/endpoint/endpoints.ts';
import { type FlowNews, type FlowRuns, flowRuns } from '../../src/flow/flow-runs.ts';
import type { Host } from '../../src/host.ts';
import { endOrphans } from '../../src/processes/orphans.ts';
import type { SupervisedWarehouse } from '../../src/warehouse/supervised-warehouse.ts';
import { executionsOf } from '../../src/workflow/execution.ts';
import { newHost } from '../sandboxed-host.ts';
import { answerOf, startedWarehouse } from '../warehouse/started-warehouse.ts';
import { openJournal } from '../workflow/open-journal.ts';

// With real workers, a real warehouse and a real journal, up to where tracking would be asked for.
const limitMillis = 600_000;
const patient = new AbortController().signal;
const header = 'store_id,store_name,store_address,city,state,country,sales_date,total_sales';
const dayOf = (day: number) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
const rows = Array.from({ length: 60 }, (_, day) => `1,a,b,c,d,e,${dayOf(day)},${100 + (day % 7)}`);

let host: Host;
let warehouse: SupervisedWarehouse;
let project: Project;
let journal: ReturnType<typeof openJournal>;
let runs: FlowRuns;

beforeAll(async () => {
  host = await newHost();
  warehouse = await startedWarehouse(host, 'shops', 60);
  project = await shops(dirname(host.state.root));
}, limitMillis);

afterAll(async () => {
  await warehouse.stop();
  expect(await endOrphans(host.state.root)).toBe(0);
  rmSync(dirname(host.state.root), { recursive: true });
}, limitMillis);

beforeEach(() => {
  journal = openJournal(':memory:');
  runs = made();
  writeRows(rows);
});

afterEach(async () => {
  await runs.stop();
  journal.database.close();
}, limitMillis);

/** A project with two flows of the same file. */
async function shops(folder: string): Promise<Project> {
  mkdirSync(join(folder, 'data'));
  const file = join(folder, 'atelier.yaml');
  const text = `workspace: acme
people: { lead: { role: lead-data-scientist } }
projects: { shops: { members: [lead], flows: [./sales.yaml, ./stock.yaml] } }
`;
  writeFileSync(file, text);
  writeRows(rows, folder);
  for (const name of ['sales', 'stock']) {
    const flow = `flow: ${name}\ninputs:\n  sales: { file: data/sales.csv }\nforecast: { horizon: 5 }\nbatch: { table: ${name}_forecast }\n`;
    writeFileSync(join(folder, `${name}.yaml`), flow);
  }
  const loaded = await loadWorkspace(file);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.workspace.projects[0] as Project;
}

function made(): FlowRuns {
  const tell = () => undefined;
  const endpoints = modelEndpoints(host, journal.database, tell);
  // Nothing listens there.
  return flowRuns({ host, journal, endpoints, trackingSocket: join(host.state.root, 'no-tracking.sock'), tell });
}

function writeRows(lines: readonly string[], folder = dirname(host.state.root)): void {
  writeFileSync(join(folder, 'data', 'sales.csv'), [header, ...lines, ''].join('\n'));
}

const follow = (flow: string, signal = patient) =>
  runs.follow({ project, warehouse, engine: 'sqlframe' }, flow, signal);

/** Listen until a step is under way; resolves to all that was heard. */
async function untilStep(flow: string, step: string): Promise<readonly FlowNews[]> {
  const heard: FlowNews[] = [];
  for await (const news of follow(flow)) {
    heard.push(news);
    if ('progress' in news && news.progress.step === step) return heard;
    if ('problem' in news) throw new Error(JSON.stringify(news));
  }
  throw new Error(`the run ended before its step ${step}`);
}

const started = (heard: readonly FlowNews[]) => heard.flatMap((news) => ('started' in news ? [news.started] : []))[0];
const stateOf = (flow: string) => runs.recent([project]).find((summary) => summary.flow === flow)?.state;

test(
  'a run loads, merges and extracts, tells each step, and when it is interrupted goes on where it was',
  async () => {
    const heard = await untilStep('sales', 'train');
    const steps = heard.flatMap((news) =>
      'progress' in news ? `${news.progress.index}/${news.progress.steps} ${news.progress.step}` : [],
    );
    expect([...new Set(steps)]).toEqual(['1/8 load', '2/8 merge', '3/8 extract', '4/8 train']);
    expect(await answerOf(warehouse, 'select count(*) from store_sales')).toEqual([['60']]);
    expect(stateOf('sales')).toBe('running');
    await runs.stop();
    expect(stateOf('sales')).toBe('interrupted');
    runs = made();
    const again = await untilStep('sales', 'train');
    expect(started(again)).toEqual({ execution: started(heard)?.execution, resumed: true });
    expect(again.flatMap((news) => ('progress' in news ? news.progress.step : []))[0]).toBe('train');
  },
  limitMillis,
);

test(
  'two flows run at once, and who asks for one that runs listens to it',
  async () => {
    const [sales, stock] = await Promise.all([untilStep('sales', 'load'), untilStep('stock', 'load')]);
    expect([stateOf('sales'), stateOf('stock')]).toEqual(['running', 'running']);
    expect(started(sales)?.execution).not.toBe(started(stock)?.execution);
    await untilStep('sales', 'load').catch(() => undefined);
    expect(executionsOf(journal, { kind: 'flow', subject: 'shops/sales' })).toHaveLength(1);
  },
  limitMillis,
);

test(
  'who stops listening leaves the run running',
  async () => {
    const leaving = new AbortController();
    for await (const _news of follow('sales', leaving.signal)) leaving.abort();
    expect(stateOf('sales')).toBe('running');
  },
  limitMillis,
);

test(
  'rows that cannot be loaded are told before the problem, and the next run begins anew',
  async () => {
    writeRows([...rows, ...rows.slice(0, 20).map((row) => row.replace(/,\d+$/, ',many'))]);
    const news = await Array.fromAsync(follow('sales'));
    expect(news.slice(-2)).toMatchObject([
      { loaded: { inputs: [{ input: 'sales', read: 80, rejected: 20 }] } },
      { problem: { code: 'RowsRejected', whose: 'yours' } },
    ]);
    const [, { loaded } = { loaded: undefined }] = [0, news.at(-2) as Extract<FlowNews, { loaded: unknown }>];
    expect(readFileSync(loaded?.rejectedFile ?? '', 'utf8')).toContain('many');
    expect(stateOf('sales')).toBe('failed');
    writeRows(rows);
    expect(started(await untilStep('sales', 'load'))?.resumed).toBe(false);
  },
  limitMillis,
);

test(
  'a file that is gone is a problem of whoever wrote the flow, and nothing was loaded',
  async () => {
    rmSync(join(dirname(host.state.root), 'data', 'sales.csv'));
    const news = await Array.fromAsync(follow('sales'));
    expect(news.at(-1)).toMatchObject({ problem: { whose: 'yours', message: expect.stringContaining('sales.csv') } });
    expect(news.some((item) => 'loaded' in item)).toBe(false);
  },
  limitMillis,
);

test('a flow that there is none of is a problem that names those there are', () => {
  expect(() => follow('sale')).toThrow(
    expect.objectContaining({ code: 'UnknownFlow', message: expect.stringContaining('sales, stock') }),
  );
});
