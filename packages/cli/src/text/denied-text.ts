import type { DeniedReport } from '@atelier/aws';
import { oneLine, shellWord } from '@atelier/problem';
import { changeLines } from './why-text.ts';

type Answered = DeniedReport['answers'][number];

const mostTold = 40;

/** What AWS has refused, for people: who, what, whether the file agrees, and which statement decides. */
export function deniedText(report: DeniedReport): string {
  const { answers, untold, passed } = report;
  const rest = answers.length - mostTold;
  return [
    ...answers.slice(0, mostTold).flatMap(answerLines),
    ...(rest > 0 ? [`… and ${rest} more kinds; --json has them all.`] : []),
    ...untold.map(({ count, operation, meaning }) =>
      oneLine(`${times(count)}${operation ?? 'a request'} failed. ${meaning}`),
    ),
    ...(answers.length === 0 && untold.length === 0 ? ['Nothing was refused.'] : []),
    ...(passed > 0 ? [`${passed} requests passed, as far as can be known as the file lets them.`] : []),
    readLine(report),
    '',
  ].join('\n');
}

function answerLines(answered: Answered): readonly string[] {
  const { count, who, operation, resource, told, answer, meaning } = answered;
  const verb = told.verdict === 'denied' ? 'was refused' : 'was let';
  const decides = (answer?.requests ?? []).filter(({ verdict }) => verdict !== 'allowed').slice(0, 3);
  return [
    oneLine(`${times(count)}${who} ${verb} ${operation} on ${resource}.`),
    oneLine(`  ${meaning}`),
    ...decides.map(({ because, way }) => oneLine(`  ${because} (${way})`)),
    ...(answer?.rows ?? []).map(({ action, resource: thing, allowed, because }) =>
      oneLine(`  ${action} on ${thing} is ${allowed ? 'allowed' : 'refused'} by the access table: ${because}.`),
    ),
    ...turnLines(answered),
  ];
}

/** Where there were many, a change is asked for one by one. */
function turnLines({ answer, changes, noChange, operation, resource, person, told }: Answered): readonly string[] {
  if (changes.length > 0 || noChange !== null) return changeLines({ changes, noChange }).map((line) => `  ${line}`);
  if (answer?.answer !== 'no' || person === null || told.verdict === 'allowed') return [];
  return [oneLine(`  What would turn it: atelier why ${shellWord(person)} ${operation} ${shellWord(resource)}`)];
}

function times(count: number): string {
  return count === 1 ? '' : `${count} times: `;
}

function readLine({ records, damaged, others, left }: DeniedReport): string {
  const parts = [
    ...(records > 0 ? [`${records} records`] : []),
    ...(others > 0 ? [`${others} objects that are no records`] : []),
    ...(damaged > 0 ? [`${damaged} damaged`] : []),
    ...(left > 0 ? [`${left} of further kinds, which are not answered`] : []),
  ];
  return parts.length === 0 ? 'Read: text.' : `Read: ${parts.join(', ')}.`;
}
