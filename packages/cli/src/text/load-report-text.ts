import type { InputReport, LoadReport } from '@atelier/core';
import { table } from './table.ts';

/** Rejected rows shown of each input; the file has all. */
const shownExamples = 4;

/** The outcome for the rows of each input file, with examples of the rejected ones. */
export function loadReportText({ inputs, rejectedFile }: LoadReport): string {
  const rows = inputs.map(({ input, read, loaded, rejected }) => [
    input,
    ...[read, loaded, rejected].map((number) => number.toLocaleString('en')),
  ]);
  const listed = rejectedFile === null ? '' : `All rejected rows: ${rejectedFile}\n`;
  return [
    table([['', 'rows', 'loaded', 'rejected'], ...rows], [1, 2, 3]),
    ...inputs.filter(({ rejected }) => rejected > 0).map(examplesText),
    listed,
  ].join('');
}

function examplesText({ input, file, reasons, examples }: InputReport): string {
  const rules = Object.entries(reasons).map(([rule, rows]) => `${rule} ${rows.toLocaleString('en')}`);
  const shown = examples
    .slice(0, shownExamples)
    .map(({ line, reason, row }) => `  line ${line}: ${reason}\n    ${row}\n`);
  return `\nRejected of ${input}, ${file}: ${rules.join(', ')}\n${shown.join('')}`;
}
