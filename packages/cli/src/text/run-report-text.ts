import { isFlowReport, type RunReport, type StateReport } from '@atelier/core';
import { oneLine } from '@atelier/problem';
import { durationText } from './duration-text.ts';
import { flowReportText } from './flow-report-text.ts';
import { table } from './table.ts';

/** A finished run in words and tables: in those of its kind, else by the states of its document. */
export function runReportText(report: RunReport): string {
  if (isFlowReport(report)) return flowReportText(report);
  const { kind, subject, states, output, seconds } = report;
  return [
    `${oneLine(`The ${kind} ${subject}`)}\n\n`,
    table(states.map(stateRow)),
    output === undefined ? '' : `\n${JSON.stringify(output, null, 2)}\n`,
    `Done in ${durationText(seconds)}.\n`,
  ].join('');
}

function stateRow(state: StateReport): string[] {
  const { depth, title, visits, seconds } = state;
  const name = `${'  '.repeat(depth + 1)}${oneLine(title)}`;
  return visits === 0 ? [name, 'not reached', ''] : [name, becameText(state), durationText(seconds)];
}

function becameText({ visits, attempts, caught, unfinished, answeredBy }: StateReport): string {
  const done = visits - caught - unfinished;
  const people = [...new Set(answeredBy)].map(oneLine).join(', ');
  const parts = [
    done > 0 && (visits === 1 ? 'done' : `${done} done`),
    caught > 0 && (visits === 1 ? 'failed and was caught' : `${caught} failed and were caught`),
    unfinished > 0 && (visits === 1 ? 'not finished' : `${unfinished} not finished`),
    attempts > visits && `${attempts} attempts`,
    people !== '' && `answered by ${people}`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}
