import { closeSync } from 'node:fs';
import type { AuditRecord } from './audit-record.ts';
import { recordIn } from './chain/record-in.ts';
import { readLine } from './chain/sealed-line.ts';
import { headIn } from './chain/segment-head.ts';
import { linesOfFile } from './files/lines-of-file.ts';
import { openToRead } from './files/open-segment.ts';
import { writerFolder, writersIn } from './files/writer-folder.ts';

/** Where a line is that cannot be read as a record. */
export interface UnreadLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/**
 * What all writers have written down, in order of time, in bounded memory; each writer's own records stay in their order.
 *
 * Whether it is as it was written is not looked at: that is `verifyAudit`'s.
 *
 * @param unread hears of each line that is none of ours
 * @throws Problem AuditUnusable where a link or something of another account is in place of a file
 */
export function* readAudit(folder: string, unread: (line: UnreadLine) => void): Generator<AuditRecord> {
  const sources = writersIn(folder).map((writer) => recordsOf(folder, writer, unread));
  const waiting = sources.flatMap((source) => headOf(source));
  while (waiting.length > 0) {
    const first = waiting.reduce((one, other) => (other.record.at < one.record.at ? other : one));
    yield first.record;
    const next = first.source.next();
    if (next.done) waiting.splice(waiting.indexOf(first), 1);
    else first.record = next.value;
  }
}

interface Head {
  readonly source: Iterator<AuditRecord>;
  record: AuditRecord;
}

function headOf(source: Iterator<AuditRecord>): Head[] {
  const { done, value } = source.next();
  return done ? [] : [{ source, record: value }];
}

function* recordsOf(folder: string, writer: string, unread: (line: UnreadLine) => void): Generator<AuditRecord> {
  const of = writerFolder(folder, writer);
  for (const segment of of.segments()) {
    const file = of.file(segment);
    const fd = openToRead(file);
    try {
      let line = 0;
      for (const { bytes, isEnded } of linesOfFile(fd)) {
        line += 1;
        // A record that is being written has no end yet.
        if (!isEnded) continue;
        const fields = readLine(bytes)?.fields;
        const record = fields && recordIn(writer, fields);
        if (record !== undefined) yield record;
        else if (fields === undefined || headIn(fields) === undefined) unread({ file, line });
      }
    } finally {
      closeSync(fd);
    }
  }
}
