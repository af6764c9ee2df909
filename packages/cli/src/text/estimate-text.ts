import type { CostLine, Estimate, EstimateDifference } from '@atelier/core';
import { table } from './table.ts';

/** Costs that no estimate from a template can tell. */
const notCounted =
  'Not counted: training, requests, traffic between zones and to the internet, what people start beside all this.';

/** An estimate as a table, its sums, and where the prices come from. */
export function estimateText(estimate: Estimate, { name, dated }: { name: string; dated: string }): string {
  const sources = numbered([...estimate.lines, ...estimate.forgotten].map(({ source }) => source));
  const forgotten = estimate.forgotten.length === 0 ? '' : forgottenText(estimate, sources);
  return [
    `The workspace ${name} in US dollars a month, at the prices of ${dated}\n`,
    table(rowsOf(estimate.lines, sources, ['Total', sumText(estimate.monthlyUsd, estimate)]), [1]),
    forgotten,
    `${sumText(estimate.idleUsd, estimate)} of ${forgotten === '' ? 'it' : 'that'} when nobody works.\n${notCounted}\n`,
    table([...sources].map(([source, number]) => [`[${number}]`, source])),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function forgottenText(estimate: Estimate, sources: ReadonlyMap<string, number>): string {
  const total = ['Forgotten', sumText(estimate.forgottenUsd, estimate)] as const;
  return [
    'What the table of usage.counted forgot:\n',
    table(rowsOf(estimate.forgotten, sources, total), [1]),
    `${sumText(estimate.totalUsd, estimate)} with all that.`,
  ].join('\n');
}

function rowsOf(
  lines: readonly CostLine[],
  sources: ReadonlyMap<string, number>,
  total: readonly [string, string],
): readonly (readonly string[])[] {
  return [
    ...lines.map(({ what, usd, confidence, source, formula }) => [
      what,
      usd === null ? '?' : usd.toFixed(2),
      confidence,
      `[${sources.get(source)}]`,
      formula,
    ]),
    [...total, '', '', ''],
  ];
}

/** A sum that lacks what has no price is the least that it can be, and says so. */
function sumText(usd: number, { complete }: Estimate): string {
  return `${complete ? '' : 'at least '}${usd.toFixed(2)}`;
}

function numbered(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(texts)].map((text, index) => [text, index + 1]));
}

/** How two estimates differ, line by line. */
export function differenceText(difference: EstimateDifference, [before, after]: readonly [string, string]): string {
  const rows = difference.lines.map(({ what, beforeUsd, afterUsd, differenceUsd }) => [
    what,
    beforeUsd.toFixed(2),
    afterUsd.toFixed(2),
    signed(differenceUsd),
  ]);
  const { beforeUsd, afterUsd, differenceUsd, complete } = difference;
  const total = ['Total', beforeUsd.toFixed(2), afterUsd.toFixed(2), signed(differenceUsd)];
  const incomplete = complete ? '' : 'Some of it has no price; "atelier cost" of each file says what.\n';
  return `From ${before}\nto   ${after}, in US dollars a month:\n\n${table([...rows, total], [1, 2, 3])}${incomplete}`;
}

function signed(usd: number): string {
  return `${usd > 0 ? '+' : ''}${usd.toFixed(2)}`;
}
