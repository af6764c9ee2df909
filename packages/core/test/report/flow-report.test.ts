import { expect, test } from 'vitest';
import { type FlowOutput, flowReport, type Json } from '../../src/index.ts';
import { loadOf } from './load-of.ts';

const load = loadOf([['sales', 102, { 'unknown date': 2 }]]);
const counts = { tables: { store_sales: 100 }, earlier: { store_sales: 0 }, renamedStores: 0, rejected: 2 };
const gaps = {
  steps: 90,
  missing: 3,
  fill: 'zero',
  longest: { item: '7', from: '2024-01-01', steps: 2 },
  rejected: 1,
  late: 0,
  crowded: 0,
  partial: 0,
  ahead: 25,
  covariates: { promo: { past: 1, ahead: 0 } },
};

const output: FlowOutput = {
  load,
  merge: counts,
  train: {
    leaderboard: [{ name: 'ets', wql: 0.1, wape: 0.2, mase: 0.9, rmse: 5, mape: 0.3, seconds: 1 }],
    ensemble: { weights: { ets: 1 }, wql: 0.1, wape: 0.2 },
    baseline: { wql: 0.2, wape: 0.3 },
    holdout: { wql: 0.11, wape: 0.21, baselineWql: 0.22, baselineWape: 0.31 },
    importance: { promo: 0.4 },
    items: 20,
    skippedItems: 1,
    gaps,
  },
  register: { name: 'sales', version: 3 },
  deploy: { endpoint: 'sales', socket: '/run/sales.sock' },
  batch: { rows: 100, path: '/forecast.parquet' },
  publish: { table: 'forecast' },
};

const run = { kind: 'flow', subject: 'shops/sales', execution: 'e1', seconds: 12, states: [] };
const reportOf = (given: object) => flowReport('sales', { ...run, output: given as unknown as Json });

const whole = {
  ...run,
  flow: 'sales',
  load: { ...counts, reasons: { 'unknown date': 2 }, ...load },
  train: output.train,
  model: { name: 'sales', version: 3 },
  endpoint: { name: 'sales', socket: '/run/sales.sock' },
  batch: { rows: 100, path: '/forecast.parquet', table: 'forecast' },
};

test('a report holds what the person asked of each step, the time it took and the states it went through', () => {
  expect(reportOf(output)).toEqual(whole);
});

test('what a step hands to the next one alone is not in it', () => {
  expect(reportOf({ ...output, train: { ...output.train, runId: 'r', forecasterDigest: 'd' } })).toEqual(whole);
});

test.each([
  ['deploy', 'endpoint'],
  ['register', 'model'],
  ['train', 'train'],
  ['merge', 'load'],
  ['publish', 'batch'],
] as const)('a document without the step %s has a report without "%s"', (step, part) => {
  const { [step]: _left, ...rest } = output;
  const { [part]: _out, ...expected } = whole;
  expect(reportOf(rest)).toEqual(expected);
});
