import { expect, test } from 'vitest';
import { type FlowOutput, runReport } from '../../src/index.ts';

const output: FlowOutput = {
  load: { reasons: { 'unknown date': 2 } },
  merge: { tables: { store_sales: 100 }, rejected: 2 },
  train: {
    leaderboard: [{ name: 'ets', wql: 0.1, wape: 0.2, mase: 0.9, rmse: 5, mape: 0.3, seconds: 1 }],
    ensemble: { weights: { ets: 1 }, wql: 0.1, wape: 0.2 },
    baseline: { wql: 0.2, wape: 0.3 },
    holdout: { wql: 0.11, wape: 0.21, baselineWql: 0.22, baselineWape: 0.31 },
    importance: { promo: 0.4 },
    items: 20,
    skippedItems: 1,
  },
  register: { name: 'sales', version: 3 },
  deploy: { endpoint: 'sales', socket: '/run/sales.sock' },
  batch: { rows: 100, path: '/forecast.parquet' },
  publish: { table: 'forecast' },
};

test('a report holds what the person asked of each step, and the time it took', () => {
  expect(runReport({ flow: 'sales', execution: 'e1', seconds: 12 }, output)).toEqual({
    flow: 'sales',
    execution: 'e1',
    load: { tables: { store_sales: 100 }, rejected: 2, reasons: { 'unknown date': 2 } },
    train: output.train,
    model: { name: 'sales', version: 3 },
    endpoint: { name: 'sales', socket: '/run/sales.sock' },
    batch: { rows: 100, path: '/forecast.parquet', table: 'forecast' },
    seconds: 12,
  });
});
