import { type AuditRecord, readAudit, type UnreadLine, verifyAudit } from '@atelier/audit';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { sinceTime } from '../since-time.ts';
import { stateOf } from '../state-of.ts';
import { auditText, headsText, verifiedText } from '../text/audit-text.ts';
import { wholeNumber } from '../whole-number.ts';

export interface AuditOptions {
  readonly file?: string;
  readonly json?: boolean;
  readonly verify?: boolean;
  readonly head?: boolean;
  readonly sinceHead?: readonly string[];
  readonly person?: string;
  readonly since?: string;
  readonly refused?: boolean;
  readonly limit?: string;
}

const usualLimit = 50;

/** Show what was decided and by what right, or whether the log of it is as it was written: exit code 1 when it is not. */
export function audit(io: Io, options: AuditOptions): ExitCode {
  const folder = stateOf(io, options.file).audit;
  if (options.verify || options.head || options.sinceHead) return verify(io, folder, options);
  const unread = { count: 0, first: '' };
  const hear = ({ file, line }: UnreadLine) => {
    unread.count += 1;
    unread.first ||= `${file}:${line}`;
  };
  const records = wanted(readAudit(folder, hear), options);
  const limit = options.limit === undefined ? undefined : wholeNumber('--limit', options.limit, 1);
  if (options.json) {
    const shown = limit === undefined ? records : lastOf(records, limit);
    for (const record of shown) io.out(`${JSON.stringify(record)}\n`);
  } else {
    io.out(auditText(lastOf(records, limit ?? usualLimit)));
  }
  if (unread.count > 0) {
    const what = unread.count === 1 ? '1 line is no record' : `${unread.count} lines are no records`;
    io.err(`${what}, the first is ${unread.first}; "atelier audit --verify" says more.\n`);
  }
  return exitCodes.done;
}

function verify(io: Io, folder: string, options: AuditOptions): ExitCode {
  const sinceHeads = options.sinceHead ?? [];
  for (const head of sinceHeads) if (!/^[0-9a-f]{64}$/.test(head)) throw noHead(head);
  const verified = verifyAudit(folder, sinceHeads);
  if (options.json) io.out(`${JSON.stringify(verified)}\n`);
  else io.out(options.head ? headsText(verified) : verifiedText(verified));
  const isWhole = verified.missingHeads.length === 0 && verified.logs.every(({ verdict }) => verdict === 'whole');
  return isWhole ? exitCodes.done : exitCodes.refused;
}

/** A generator, so that a log of any length is read in bounded memory. */
function* wanted(records: Iterable<AuditRecord>, { person, since, refused }: AuditOptions): Generator<AuditRecord> {
  const from = since === undefined ? '' : sinceTime(since);
  for (const record of records) {
    if (person !== undefined && record.who !== person) continue;
    if (record.at < from || (refused && record.allowed)) continue;
    yield record;
  }
}

function lastOf(records: Iterable<AuditRecord>, count: number): readonly AuditRecord[] {
  const last: AuditRecord[] = [];
  for (const record of records) {
    last.push(record);
    // Seldom, as each time moves all of them.
    if (last.length >= 2 * count) last.splice(0, count);
  }
  return last.slice(-count);
}

function noHead(given: string): Problem {
  return new Problem({
    code: 'NotAHead',
    message: `--since-head is "${given}"; it takes the 64 characters that "atelier audit --head" has printed.`,
    fix: 'Copy them whole from where they were noted.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
