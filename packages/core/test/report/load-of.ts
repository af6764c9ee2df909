import type { InputReport, LoadReport } from '../../src/report/load-report.ts';

/** A load of these inputs: how many rows each has, and how many of them break which rule. */
export function loadOf(
  inputs: readonly (readonly [InputReport['input'], number, Readonly<Record<string, number>>])[],
): LoadReport {
  const reports = inputs.map(([input, read, reasons]) => {
    const rejected = Object.values(reasons).reduce((sum, rows) => sum + rows, 0);
    const examples = Object.keys(reasons).map((rule, index) => ({
      line: index + 2,
      reason: `${rule}: what is wrong`,
      row: 'a,b',
    }));
    const file = `/data/${input}.csv`;
    return { input, file, sha256: 'a1', read, loaded: read - rejected, rejected, reasons, examples, unplaced: 0 };
  });
  return { inputs: reports, rejectedFile: reports.some(({ rejected }) => rejected > 0) ? '/run/rejected.csv' : null };
}
