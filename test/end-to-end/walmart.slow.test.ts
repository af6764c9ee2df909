import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FlowReport } from '@atelier/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

/** Real weekly sales of 45 stores; the project ships no such data, so the tests run only where the file lies. */
const file = fileURLToPath(new URL('../../../shared/data/walmart_weekly_store_sales.csv', import.meta.url));
const why = existsSync(file)
  ? ''
  : ' (skipped: shared/data/walmart_weekly_store_sales.csv is not beside this checkout)';

const flowYaml = `flow: walmart
inputs:
  sales:
    file: ${file}
    dateFormat: dd-MM-yyyy
    columns: { store_id: Store, sales_date: Date, total_sales: Weekly_Sales }
    constants: { store_name: Walmart, store_address: unknown, city: unknown, state: US, country: US }
  promotions:
    file: ${file}
    dateFormat: dd-MM-yyyy
    columns: { store_id: Store, sales_date: Date, promo: Holiday_Flag }
    constants: { school_holiday: 0 }
forecast:
  frequency: W
  horizon: 8
  minimumRows: 100
  covariates: [promo]
`;

describe.skipIf(!existsSync(file))(`the real sales of 45 Walmart stores${why}`, () => {
  const workspace = workspaceFolder();
  let report: Required<FlowReport>;

  beforeAll(async () => {
    writeFileSync(
      join(workspace.path, 'atelier.yaml'),
      'workspace: real\npeople:\n  lead: { role: lead-data-scientist }\nprojects:\n  walmart: { members: [lead], flows: [./walmart.yaml] }\n',
    );
    writeFileSync(join(workspace.path, 'walmart.yaml'), flowYaml);
    const up = await workspace.atelier('up');
    if (up.code !== 0) throw new Error(up.err);
    report = (await workspace.json('run', 'walmart')) as unknown as Required<FlowReport>;
  });

  afterAll(() => workspace.remove());

  test('are loaded to the last row', () => {
    expect(report.load.tables).toMatchObject({ store_dim: 45, store_sales: 6435, store_promotions: 6435 });
    expect(report.load.rejected).toBe(0);
  });

  test('are forecast better than by seasonal naive, on the backtests and on the weeks held out', () => {
    const { ensemble, baseline, holdout } = report.train;
    expect(ensemble.wql).toBeLessThan(baseline.wql ?? Number.NaN);
    expect(ensemble.wape).toBeLessThan(baseline.wape ?? Number.NaN);
    expect(holdout.wql).toBeLessThan(holdout.baselineWql);
    expect(holdout.wape).toBeLessThan(holdout.baselineWape);
  });

  test('have eight weeks of predictions for every store, each a week after the one before', async () => {
    const { rows } = (await workspace.json(
      'sql',
      'walmart',
      'select count(*)::int n, count(distinct store_id)::int stores, min(sales_date)::varchar as first_week from forecast',
    )) as unknown as { rows: object[] };
    expect(rows).toEqual([{ n: 45 * 8, stores: 45, first_week: '2012-11-02' }]);
  });
});
