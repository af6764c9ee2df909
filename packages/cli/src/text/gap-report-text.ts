import type { GapReport, LoadReport } from '@atelier/core';

/** The gaps in the rows and what was taken instead; empty when the rows said everything. */
export function gapReportText(gaps: GapReport, { inputs }: LoadReport): string {
  const unplaced = inputs.find(({ input }) => input === 'sales')?.unplaced ?? 0;
  return [
    missingText(gaps),
    rejectedText(gaps),
    lateText(gaps),
    unplacedText(unplaced),
    crowdedText(gaps),
    partialText(gaps),
    ...covariateTexts(gaps),
  ].join('');
}

function missingText({ steps, missing, fill, longest }: GapReport): string {
  if (missing === 0) return '';
  const run = longest === null ? '' : `; the longest run is ${longest.steps} from ${longest.from} of ${longest.item}`;
  return `${count(missing)} of ${count(steps)} steps have no row: their target counts as ${fill}${run}\n`;
}

function rejectedText({ rejected }: GapReport): string {
  if (rejected === 0) return '';
  return `${count(rejected)} rows were rejected: their target is estimated from the steps around it, and no forecast is scored there\n`;
}

function lateText({ late }: GapReport): string {
  if (late === 0) return '';
  return `${count(late)} rejected rows are newer than the last one that was loaded of their item: its forecast begins too early\n`;
}

function crowdedText({ crowded }: GapReport): string {
  if (crowded === 0) return '';
  return `${count(crowded)} steps have several rows, which were added up, though most have one\n`;
}

function unplacedText(unplaced: number): string {
  if (unplaced === 0) return '';
  return `${count(unplaced)} rejected rows name neither a store nor a day that can be read: a step may lack one of them and count as one without a row\n`;
}

function partialText({ partial }: GapReport): string {
  if (partial === 0) return '';
  return `${count(partial)} first or last steps are left out: the rows cover only a part of them\n`;
}

function covariateTexts({ steps, ahead, covariates }: GapReport): readonly string[] {
  return Object.entries(covariates)
    .filter(([, unknown]) => unknown.past + unknown.ahead > 0)
    .map(
      ([name, unknown]) =>
        `${name} is unknown on ${count(unknown.past)} of ${count(steps)} steps, and on ${count(unknown.ahead)} of ${count(ahead)} ahead: filled as the flow says\n`,
    );
}

function count(value: number): string {
  return value.toLocaleString('en');
}
