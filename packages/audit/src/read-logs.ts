import { closeSync } from 'node:fs';
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

/** What is read from lines, and who hears of those that are none of ours. */
interface LineReading<Line extends { readonly at: string }> {
  recordIn(fields: Readonly<Record<string, unknown>>, writer: string): Line | undefined;
  unread(line: UnreadLine): void;
}

/**
 * What all writers in a folder have written down, in order of time, in bounded memory; each writer's own records stay in
 * their order.
 *
 * @throws Problem AuditUnusable where a link or something of another account is in place of a file
 */
export function* readLogs<Line extends { readonly at: string }>(
  folder: string,
  reading: LineReading<Line>,
): Generator<Line> {
  const sources = writersIn(folder).map((writer) => recordsOf(folder, writer, reading));
  const waiting = sources.flatMap((source) => headOf(source));
  while (waiting.length > 0) {
    const first = waiting.reduce((one, other) => (other.record.at < one.record.at ? other : one));
    yield first.record;
    const next = first.source.next();
    if (next.done) waiting.splice(waiting.indexOf(first), 1);
    else first.record = next.value;
  }
}

interface Head<Line> {
  readonly source: Iterator<Line>;
  record: Line;
}

function headOf<Line>(source: Iterator<Line>): Head<Line>[] {
  const { done, value } = source.next();
  return done ? [] : [{ source, record: value }];
}

function* recordsOf<Line extends { readonly at: string }>(
  folder: string,
  writer: string,
  { recordIn, unread }: LineReading<Line>,
): Generator<Line> {
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
        const record = fields && recordIn(fields, writer);
        if (record !== undefined) yield record;
        else if (fields === undefined || headIn(fields) === undefined) unread({ file, line });
      }
    } finally {
      closeSync(fd);
    }
  }
}
