import type { FlowReport, LeaderboardRow } from '@atelier/core';
import { oneLine } from '@atelier/problem';
import { gapReportText } from './gap-report-text.ts';
import { loadReportText } from './load-report-text.ts';
import { table } from './table.ts';

type Load = NonNullable<FlowReport['load']>;
type Train = NonNullable<FlowReport['train']>;

/** A finished run of a flow in words and tables, with what its document has. */
export function flowReportText({ load, train, model, endpoint, batch, seconds }: FlowReport): string {
  return [
    load && loadText(load),
    train && trainText(train, load),
    '\n',
    model && `Model     ${model.name} version ${model.version}\n`,
    endpoint && `Endpoint  ${endpoint.name}; "atelier status" says how to ask it\n`,
    batch && `Batch     ${count(batch.rows)} predictions in the table ${batch.table} and in ${oneLine(batch.path)}\n`,
    `Done in ${seconds.toFixed(0)} s.\n`,
  ]
    .filter((part) => part !== undefined)
    .join('');
}

function loadText(load: Load): string {
  const names = Object.keys(load.tables);
  const rows = names.map((name) => [name, count(load.tables[name] ?? 0), 'rows']);
  return [
    'Loaded\n',
    table([...rows, ['rejected', count(load.rejected), 'rows'], ...reasonRows(load)], [1]),
    load.rejected > 0 ? `\n${loadReportText(load)}` : '',
    earlierText(load),
  ].join('');
}

function reasonRows({ reasons }: Load): string[][] {
  return Object.entries(reasons).map(([reason, rows]) => [`  ${reason}`, count(rows), '']);
}

/** Rows that are in the tables and not in these files, and stores that are described anew. */
function earlierText(load: Load): string {
  const earlier = Object.entries(load.earlier).filter(([, rows]) => rows > 0);
  const kept = earlier.map(([name, rows]) => `${name} also has ${count(rows)} rows of earlier loads\n`);
  const renamed = load.renamedStores > 0 ? `${count(load.renamedStores)} stores are described anew\n` : '';
  return [...kept, renamed].join('');
}

function trainText(train: Train, load: Load | undefined): string {
  const gaps = gapReportText(train.gaps, load ?? { inputs: [], rejectedFile: null });
  return [
    `\nTrained on ${count(train.items)} series (${count(train.skippedItems)} too short). Errors on the backtests, smaller is better:\n`,
    table(
      [
        ['', 'wQL', 'WAPE', 'MASE', 'seconds', 'weight'],
        ...train.leaderboard.map((row) => boardRow(row, train.ensemble.weights)),
        ...summaryRows(train),
      ],
      [1, 2, 3, 4, 5],
    ),
    importanceText(train.importance),
    gaps === '' ? '' : `\n${gaps}`,
  ].join('');
}

function boardRow(row: LeaderboardRow, weights: Readonly<Record<string, number>>): string[] {
  if (row.reason !== undefined) return [row.name, '', '', '', row.seconds.toFixed(1), row.reason];
  return [
    row.name,
    error(row.wql),
    error(row.wape),
    error(row.mase),
    row.seconds.toFixed(1),
    (weights[row.name] ?? 0).toFixed(2),
  ];
}

function summaryRows({ ensemble, holdout }: Train): string[][] {
  return [
    ['ensemble', error(ensemble.wql), error(ensemble.wape), '', '', ''],
    ['ensemble, held out', error(holdout.wql), error(holdout.wape), '', '', ''],
    ['seasonal naive, held out', error(holdout.baselineWql), error(holdout.baselineWape), '', '', ''],
  ];
}

function importanceText(importance: Readonly<Record<string, number>>): string {
  const parts = Object.entries(importance).map(([name, share]) => `${oneLine(name)} ${error(share)}`);
  return parts.length === 0 ? '' : `\nImportance of what is known in advance: ${parts.join(', ')}\n`;
}

function error(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : value.toFixed(4);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
