import { closeSync } from 'node:fs';
import type { ChainFault } from './chain/chain-fault.ts';
import type { ChainPlace } from './chain/follow-line.ts';
import { followSegment } from './chain/follow-segment.ts';
import { receiptIn } from './chain/receipt-fields.ts';
import { recordIn } from './chain/record-in.ts';
import { type FoundLine, nothingBefore } from './chain/sealed-line.ts';
import { headIn } from './chain/segment-head.ts';
import { openToRead } from './files/open-segment.ts';
import { type WriterFolder, writerFolder, writersIn } from './files/writer-folder.ts';

/** Whether one writer's log is as it was written. */
export interface VerifiedLog {
  readonly writer: string;
  readonly verdict: 'whole' | 'broken';
  readonly records: number;
  /** Times of the first and of the last record; null when there is none. */
  readonly from: string | null;
  readonly to: string | null;
  /** The last line of it that is as it was written; null when none is. */
  readonly head: AuditHead | null;
  /** The first of them. */
  readonly breaks: readonly AuditBreak[];
  readonly breakCount: number;
  /** Behind the last record: one that is being written, or that was cut. */
  readonly unendedBytes: number;
}

/** The end of a log at some time; whoever noted it elsewhere sees later whether anything before it has changed. */
export interface AuditHead {
  readonly number: number;
  readonly digest: string;
}

/** Where and why a log is not as it was written. */
export interface AuditBreak {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly why: string;
}

/** What was found of all logs. */
export interface VerifiedAudit {
  readonly logs: readonly VerifiedLog[];
  /** Of the heads that were noted, those that are in no log: it was cut, or written anew. */
  readonly missingHeads: readonly string[];
}

const mostTold = 20;
const beginning: ChainPlace = { number: -1, digest: nothingBefore };

/**
 * Follow every log from its beginning, in bounded memory.
 *
 * That a log was cut at its end, or written anew from its beginning, is seen by heads alone that were noted elsewhere.
 *
 * @param sinceHeads digests that were noted: each must be there, and of its log only what follows it is judged
 */
export function verifyAudit(folder: string, sinceHeads: readonly string[] = []): VerifiedAudit {
  const missing = new Set(sinceHeads);
  const logs = writersIn(folder).map((writer) => verifyLog(writerFolder(folder, writer), writer, missing));
  return { logs, missingHeads: [...missing] };
}

type Judged = { -readonly [Key in keyof VerifiedLog]: VerifiedLog[Key] } & { breaks: AuditBreak[] };

function verifyLog(folder: WriterFolder, writer: string, missing: Set<string>): VerifiedLog {
  const log: Judged = {
    ...{ writer, verdict: 'whole', records: 0, from: null, to: null, head: null },
    ...{ breaks: [], breakCount: 0, unendedBytes: 0 },
  };
  const bad = ({ segment, line, why }: ChainFault) => {
    log.breakCount += 1;
    if (log.breaks.length < mostTold) log.breaks.push({ file: folder.file(segment), line, why });
  };
  const good = (line: FoundLine) => {
    hear(log, line);
    if (missing.delete(line.digest)) Object.assign(log, { breaks: [], breakCount: 0 });
  };
  let place = beginning;
  let expected = 1;
  for (const segment of folder.segments()) {
    for (; expected < segment; expected += 1) bad({ segment: expected, line: 1, why: 'the file is missing' });
    expected = segment + 1;
    if (log.unendedBytes > 0) bad({ segment: segment - 1, line: 1, why: 'it ends within a record' });
    place = followFile(folder, segment, place, { log, good, bad });
  }
  return { ...log, verdict: log.breakCount === 0 ? 'whole' : 'broken' };
}

interface Hearing {
  readonly log: Judged;
  good(line: FoundLine): void;
  bad(fault: ChainFault): void;
}

function followFile(folder: WriterFolder, segment: number, begin: ChainPlace, { log, good, bad }: Hearing): ChainPlace {
  const fd = openToRead(folder.file(segment));
  try {
    const known = (fault: ChainFault) => bad({ ...fault, why: `${fault.why}, as was found when the log was opened` });
    const { place, unended, endedBytes } = followSegment(fd, segment, begin, { good, bad, known });
    log.unendedBytes = unended?.length ?? 0;
    if (endedBytes === 0) bad({ segment, line: 1, why: 'it holds no record' });
    return place;
  } finally {
    closeSync(fd);
  }
}

function hear(log: Judged, { fields, digest }: FoundLine): void {
  log.head = { number: Number(fields.n), digest };
  const head = headIn(fields);
  const record = head === undefined ? (recordIn(log.writer, fields) ?? receiptIn(fields)) : undefined;
  if (record === undefined) return;
  log.records += 1;
  log.from ??= record.at;
  log.to = record.at;
}
