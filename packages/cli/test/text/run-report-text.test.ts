import type { FlowReport, GapReport, InputReport, StateReport } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { durationText } from '../../src/text/duration-text.ts';
import { gapReportText } from '../../src/text/gap-report-text.ts';
import { loadReportText } from '../../src/text/load-report-text.ts';
import { runReportText } from '../../src/text/run-report-text.ts';

const sales: InputReport = {
  input: 'sales',
  file: '/data/sales.csv',
  sha256: 'a1',
  read: 3000,
  loaded: 2994,
  rejected: 6,
  reasons: { 'bad date': 5, 'bad number': 1 },
  examples: [2, 3, 4, 5, 9].map((line) => ({
    line,
    reason: `bad date: sales_date '${line}' is no date`,
    row: `1,${line}`,
  })),
  unplaced: 0,
};

const clean: InputReport = { ...sales, loaded: 3000, rejected: 0, reasons: {}, examples: [] };

const noGaps: GapReport = {
  steps: 900,
  missing: 0,
  fill: 'zero',
  longest: null,
  rejected: 0,
  late: 0,
  crowded: 0,
  partial: 0,
  ahead: 50,
  covariates: { promo: { past: 0, ahead: 0 } },
};

describe('what was loaded', () => {
  test('is shown with the counts of each input, some of its rejected rows, and where all of them are', () => {
    const promotions = { ...clean, input: 'promotions', file: '/data/promotions.csv' } as const;
    const text = loadReportText({ inputs: [sales, promotions], rejectedFile: '/run/rejected.csv' });
    expect(text).toBe(`             rows  loaded  rejected
sales       3,000   2,994         6
promotions  3,000   3,000         0

Rejected of sales, /data/sales.csv: bad date 5, bad number 1
  line 2: bad date: sales_date '2' is no date
    1,2
  line 3: bad date: sales_date '3' is no date
    1,3
  line 4: bad date: sales_date '4' is no date
    1,4
  line 5: bad date: sales_date '5' is no date
    1,5
All rejected rows: /run/rejected.csv
`);
  });

  test('names no file where nothing was rejected', () => {
    expect(loadReportText({ inputs: [clean], rejectedFile: null })).not.toContain('ejected of');
  });
});

describe('what the rows do not say', () => {
  test.each<readonly [string, Partial<GapReport>, string]>([
    [
      'missing steps with what they count as and the longest run of them',
      { missing: 30, longest: { item: '7', from: '2024-01-01', steps: 12 } },
      '30 of 900 steps have no row: their target counts as zero; the longest run is 12 from 2024-01-01 of 7\n',
    ],
    [
      'rejected rows',
      { rejected: 4 },
      '4 rows were rejected: their target is estimated from the steps around it, and no forecast is scored there\n',
    ],
    [
      'rows rejected after the last sale',
      { late: 12 },
      '12 rejected rows are newer than the last one that was loaded of their item: its forecast begins too early\n',
    ],
    ['steps of several rows', { crowded: 3 }, '3 steps have several rows, which were added up, though most have one\n'],
    ['partial steps', { partial: 2 }, '2 first or last steps are left out: the rows cover only a part of them\n'],
    [
      'unknown covariates',
      { covariates: { promo: { past: 3, ahead: 50 }, month: { past: 0, ahead: 0 } } },
      'promo is unknown on 3 of 900 steps, and on 50 of 50 ahead: filled as the flow says\n',
    ],
    ['nothing where they say everything', {}, ''],
  ])('is told: %s', (_what, gaps, text) => {
    expect(gapReportText({ ...noGaps, ...gaps }, { inputs: [sales], rejectedFile: null })).toBe(text);
  });

  test('is told of rejected rows that belong nowhere', () => {
    const text = gapReportText(noGaps, { inputs: [{ ...sales, unplaced: 3 }], rejectedFile: null });
    expect(text).toMatch(/^3 rejected rows name neither a store nor a day/);
  });
});

test('a report tells of rows of earlier loads and of stores that are described anew', () => {
  const errors = { wql: 0.1, wape: 0.2 };
  const report: FlowReport = {
    kind: 'flow',
    subject: 'shops/sales',
    states: [],
    flow: 'sales',
    execution: 'sales-1',
    load: {
      inputs: [sales],
      rejectedFile: '/run/rejected.csv',
      tables: { store_sales: 4000, store_promotions: 3000 },
      earlier: { store_sales: 1006, store_promotions: 0 },
      renamedStores: 2,
      rejected: 6,
      reasons: sales.reasons,
    },
    train: {
      leaderboard: [],
      ensemble: { ...errors, weights: {} },
      baseline: errors,
      holdout: { ...errors, baselineWql: 0.1, baselineWape: 0.2 },
      importance: {},
      items: 3,
      skippedItems: 0,
      gaps: noGaps,
    },
    model: { name: 'sales', version: 1 },
    endpoint: { name: 'sales', socket: '/run/sales.sock' },
    batch: { rows: 5, path: '/f.parquet', table: 'forecast' },
    seconds: 3,
  };
  const text = runReportText(report);
  expect(text).toContain('store_sales also has 1,006 rows of earlier loads\n2 stores are described anew\n');
  expect(text).not.toContain('store_promotions also has');
  expect(text).toContain('Rejected of sales, /data/sales.csv');
});

test('a report of a flow whose document has fewer steps has what these gave', () => {
  const flow: FlowReport = {
    kind: 'flow',
    subject: 'shops/sales',
    flow: 'sales',
    execution: 'e',
    seconds: 3,
    states: [],
  };
  expect(runReportText({ ...flow, model: { name: 'sales', version: 4 } } as FlowReport)).toBe(
    '\nModel     sales version 4\nDone in 3 s.\n',
  );
});

describe('a report of any other run', () => {
  const state = {
    type: 'Task',
    depth: 0,
    visits: 1,
    attempts: 1,
    caught: 0,
    unfinished: 0,
    seconds: 2,
    answeredBy: [],
  } as const;
  const run = { kind: 'promotion', subject: 'shops/sales/3', execution: 'sales-1', seconds: 7200 };

  test('shows the states of its document, those in a Map under it, and what it hands on', () => {
    const states: readonly StateReport[] = [
      { ...state, name: 'Verify', title: 'verify' },
      { ...state, name: 'Each', title: 'each shop', type: 'Map', seconds: 400 },
      {
        ...state,
        name: 'Ask',
        title: 'ask',
        depth: 1,
        visits: 12,
        attempts: 14,
        caught: 2,
        answeredBy: ['person ann', 'owner', 'person ann'],
      },
      { ...state, name: 'Fix', title: 'fix', caught: 1 },
      { ...state, name: 'Install', title: 'install', unfinished: 1 },
      { ...state, name: 'Undo', title: 'undo', visits: 0, attempts: 0, seconds: 0 },
    ];
    expect(runReportText({ ...run, states, output: { version: 3 } })).toBe(`The promotion shops/sales/3

  verify     done                                                                           2 s
  each shop  done                                                                           7 min
    ask      10 done, 2 failed and were caught, 14 attempts, answered by person ann, owner  2 s
  fix        failed and was caught                                                          2 s
  install    not finished                                                                   2 s
  undo       not reached

{
  "version": 3
}
Done in 2 h.
`);
  });

  test('has nothing in it that a terminal would obey, and each state on one line', () => {
    const bad = 'a\n\u001b[2Jb\u202ec';
    const states = [{ ...state, name: bad, title: bad, answeredBy: [`person ${bad}`] }];
    const text = runReportText({ ...run, subject: bad, states });
    expect(text.split('\n')).toHaveLength(5);
    for (const hidden of ['\u001b', '\u202e']) expect(text).not.toContain(hidden);
  });
});

test.each([
  [0, '0 s'],
  [119, '119 s'],
  [120, '2 min'],
  [7199, '120 min'],
  [7200, '2 h'],
  [200_000, '2 d'],
])('%i seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
