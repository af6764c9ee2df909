import type { WhyReport } from '@atelier/aws';
import type { TriedChange } from '@atelier/core';
import { oneLine } from '@atelier/problem';

type Request = WhyReport['requests'][number];

/** An answer for people: yes or no, the row, the requests with the statement that decides, and what would turn a no. */
export function whyText(words: readonly string[], report: WhyReport): string {
  const { answer, because, rows, notes } = report;
  const head = { yes: 'Yes', no: 'No', unknown: 'Nobody can know before it is tried' }[answer];
  return [
    oneLine(`${head}, ${words.join(' ')}: ${sentence(because)}`),
    ...rows.map(({ action, resource, allowed, because: why, roles }) =>
      oneLine(
        `  ${action} on ${resource} is ${allowed ? 'allowed' : 'refused'} by the access table: ${why}.${rolesText(allowed, roles)}`,
      ),
    ),
    ...requestLines(report.requests),
    ...notes.map((note) => oneLine(note)),
    ...changeLines(report),
    '',
  ].join('\n');
}

function sentence(text: string): string {
  return /[.!]$/.test(text) ? text : `${text}.`;
}

function rolesText(allowed: boolean, roles: readonly string[]): string {
  return allowed || roles.length === 0 ? '' : ` Who may: ${roles.join(', ')}.`;
}

function requestLines(requests: readonly Request[]): readonly string[] {
  if (requests.length === 0) return [];
  return ['What was asked of AWS:', ...requests.flatMap(linesOf)];
}

/** Requests that pass are told on one line, so that what refuses stands out. */
function linesOf({ who, action, resource, way, verdict, because, decides, untold }: Request): readonly string[] {
  const marks = { allowed: 'passes ', refused: 'REFUSED', unknown: '?      ' } as const;
  const line = oneLine(`  ${marks[verdict]} ${action} on ${resource}, as ${who}, ${way}`);
  const walls =
    verdict === 'refused' ? decides.slice(1).map(({ policy, statement }) => `So does ${statement} of ${policy}.`) : [];
  const lacking = untold.length === 0 ? [] : [`Asked without: ${untold.join(', ')}.`];
  return [
    line,
    ...[because, ...walls, ...(verdict === 'allowed' ? [] : lacking)].map((text) => oneLine(`          ${text}`)),
  ];
}

/** Changes that turn a no, or why none does. */
export function changeLines({ changes, noChange }: Pick<WhyReport, 'changes' | 'noChange'>): readonly string[] {
  if (noChange !== null) return [oneLine(noChange)];
  return changes.flatMap((change, index) => [
    index === 0 ? 'The smallest change of the file that turns it, tried:' : 'Or, taking no right away:',
    ...changeText(change),
  ]);
}

function changeText({ changes, answer, gains, loses, monthlyUsd, complete }: TriedChange): readonly string[] {
  const price =
    monthlyUsd === null
      ? []
      : [
          `${complete ? '' : 'at least '}${monthlyUsd > 0 ? '+' : ''}${monthlyUsd.toFixed(2)} USD a month by the estimate, which counts no training`,
        ];
  return [
    ...changes.map((line) => oneLine(`  ${line}`)),
    ...[
      ...(gains.length > 0 ? [`gives: ${few(gains)}`] : []),
      ...(loses.length > 0 ? [`takes away: ${few(loses)}`] : []),
      ...price,
      ...(answer === 'unknown' ? ['nothing refuses it then; whether it works nobody can know before it is tried'] : []),
    ].map((line) => oneLine(`    ${line}`)),
  ];
}

const mostTold = 8;

function few(rights: readonly string[]): string {
  const rest = rights.length - mostTold;
  return `${rights.slice(0, mostTold).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
