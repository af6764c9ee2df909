import { expect, test } from 'vitest';
import { runNews } from '../../src/contract/run-news.ts';
import type { FlowReport } from '../../src/report/flow-report.ts';

const load = { inputs: [], rejectedFile: null };

/** A report in which every error is defined. */
const report: Required<FlowReport> = {
  kind: 'flow',
  subject: 'acme/sales',
  states: [
    {
      ...{ name: 'Train', title: 'train', type: 'Task', depth: 0, visits: 1, attempts: 2 },
      ...{ caught: 0, unfinished: 0, seconds: 3.5, answeredBy: ['owner'] },
    },
  ],
  flow: 'sales',
  execution: 'sales-1',
  load: { ...load, tables: { store_sales: 1 }, earlier: {}, renamedStores: 0, rejected: 0, reasons: {} },
  train: {
    leaderboard: [
      { name: 'ets', wql: 0.1, wape: 0.2, mase: 0.9, rmse: 5, mape: 0.3, holdoutWql: 1, holdoutWape: 1, seconds: 1 },
      { name: 'arima', wql: null, wape: null, mase: null, rmse: null, mape: null, seconds: 1, reason: 'out of time' },
    ],
    ensemble: { weights: { ets: 1 }, wql: 0.1, wape: 0.2, mase: 1, rmse: 1, mape: 1 },
    baseline: { wql: 0.2, wape: 0.3 },
    holdout: { wql: 0.11, wape: 0.21, baselineWql: 0.22, baselineWape: 0.31 },
    importance: { promo: 0.5 },
    items: 3,
    skippedItems: 0,
    gaps: {
      steps: 1,
      missing: 1,
      fill: 'zero',
      longest: { item: '1', from: '2024-01-01', steps: 2 },
      rejected: 0,
      late: 0,
      crowded: 0,
      partial: 0,
      ahead: 5,
      covariates: { promo: { past: 0, ahead: 1 } },
    },
  },
  model: { name: 'sales', version: 1 },
  endpoint: { name: 'sales', socket: '/run/sales.sock' },
  batch: { rows: 15, path: '/forecast.parquet', table: 'forecast' },
  seconds: 15.5,
};

test('a report keeps everything that it says', () => {
  expect(runNews.parse(JSON.parse(JSON.stringify({ report })))).toEqual({ report });
});

test('errors that are not defined, such as MASE where nothing ever changes, are absent', () => {
  const { mase, rmse, mape, ...ets } = report.train.leaderboard[0] ?? { name: '', seconds: 0 };
  const train = { ...report.train, leaderboard: [ets], ensemble: { weights: {} }, baseline: {} };
  const parsed = runNews.parse({ report: { ...report, train } });
  expect(parsed).toEqual({ report: { ...report, train } });
  expect([mase, rmse, mape]).toEqual([0.9, 5, 0.3]);
});

test.each([
  { started: { execution: 'sales-1', resumed: true } },
  { progress: { step: 'train', path: 'Train', index: 4, steps: 8, what: 'ets', done: 0.5, total: 1 } },
  { progress: { step: 'train', path: 'Train', index: 4, steps: 8, what: 'ets', done: 0.5, total: 1, secondsLeft: 3 } },
  { loaded: load },
])('%j is news of a run', (news) => {
  expect(runNews.parse(news)).toEqual(news);
});

test.each([
  {},
  { finished: true },
  { progress: {} },
  { started: { execution: 1, resumed: true } },
  { loaded: null },
  { report: {} },
  { report: { ...report, train: { ...report.train, gaps: {} } } },
  [],
  'started',
  null,
])('%j is none', (news) => {
  expect(runNews.safeParse(news).success).toBe(false);
});
