import type { AuditRecord, VerifiedAudit, VerifiedLog } from '@atelier/audit';
import { oneLine } from '@atelier/problem';
import { table } from './table.ts';

/** What was decided, the newest last. */
export function auditText(records: readonly AuditRecord[]): string {
  if (records.length === 0) return 'Nothing like that has been decided here.\n';
  return table([
    ['TIME', 'WHO', '', 'ACTION', 'ON', 'SHOWN BY', 'BECAUSE'],
    ...records.map(({ at, who, allowed, action, resource, by, because }) => [
      timeText(at),
      who,
      allowed ? 'allowed' : 'refused',
      action,
      resource,
      by,
      because,
    ]),
  ]);
}

/** Where each log ends, in lines that are noted elsewhere. */
export function headsText({ logs }: VerifiedAudit): string {
  const lines = logs.flatMap(({ writer, head }) => (head === null ? [] : `${writer} ${head.number} ${head.digest}\n`));
  return lines.length === 0 ? 'There is no log yet.\n' : lines.join('');
}

/** Which logs are as they were written, and where one is not. */
export function verifiedText({ logs, missingHeads }: VerifiedAudit): string {
  if (logs.length === 0 && missingHeads.length === 0) return 'There is no log yet.\n';
  return [
    table(
      logs.map(({ writer, verdict, records, from, to }) => [writer, verdict, `${records} records`, span(from, to)]),
    ),
    ...logs.flatMap(brokenTexts),
    ...missingHeads.map((head) => line(`${head} is in no log: that log was cut, or written anew, since it was noted.`)),
    'That a log was cut at its end is seen by what was noted elsewhere: "atelier audit --head" prints it, --since-head compares.\n',
  ].join('');
}

function brokenTexts({ writer, breaks, breakCount, unendedBytes }: VerifiedLog): string[] {
  const rest = breakCount - breaks.length;
  return [
    ...breaks.map(({ file, line: number, why }) => line(`${writer}: ${file}, line ${number}: ${why}.`)),
    ...(rest > 0 ? [line(`${writer}: … and ${rest} more.`)] : []),
    ...(unendedBytes > 0
      ? [
          line(
            `${writer} ends within a record, of ${unendedBytes} bytes: it is being written, or its writer was killed.`,
          ),
        ]
      : []),
  ];
}

function line(text: string): string {
  return `${oneLine(text)}\n`;
}

function span(from: string | null, to: string | null): string {
  return from === null || to === null ? '' : `from ${timeText(from)} to ${timeText(to)}`;
}

function timeText(at: string): string {
  return at.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}
