import { continueChain } from './chain/continue-chain.ts';
import { seal } from './chain/sealed-line.ts';
import { makeWriterFolder } from './files/writer-folder.ts';
import { type GroupCommit, groupCommit } from './group-commit.ts';
import { segmentWriter } from './segment-writer.ts';

const mostSegmentBytes = 16 * 1024 * 1024;

/** Whose log it is, and where. */
export interface LogPlace {
  /** Of all writers; each has a folder of its own in it. */
  readonly folder: string;
  readonly workspace: string;
  /** Name of the one process that writes there. */
  readonly writer: string;
  /** A file of the log that is larger is followed by another. */
  readonly segmentBytes?: number;
  /** One-way news for the log of the process. */
  tell(news: string): void;
}

/** Where one process writes entries down, each chained to the one before by its digest. */
export interface ChainedLog<Entry> {
  /** Resolves once the entry is on the disk. */
  append(entry: Entry): Promise<void>;
  /** Writes what is left. */
  close(): Promise<void>;
}

/**
 * Open the log of one writer, which no other process has open.
 *
 * An entry that could not be written is answered with Problem AuditNotWritten, and so is every one after it.
 *
 * @param fieldsOf the fields of an entry's line, from its number and its time on
 * @throws Problem AuditUnusable when its place is a link, somebody else's, or cannot be written to
 */
export function chainedLog<Entry>(
  { folder, workspace, writer, tell, segmentBytes }: LogPlace,
  fieldsOf: (number: number, at: Date, entry: Entry) => object,
): ChainedLog<Entry> {
  const owner = { folder: makeWriterFolder(folder, writer), workspace, writer, tell };
  const segment = segmentWriter(owner, continueChain(owner), segmentBytes ?? mostSegmentBytes);
  const lineOf = ({ entry, at }: Timed<Entry>, number: number, before: string) =>
    seal(fieldsOf(number, at, entry), before);
  const commits: GroupCommit<Timed<Entry>> = groupCommit((batch) => segment.write(batch, lineOf), segment.close);
  return {
    append: (entry) => commits.add({ entry, at: new Date() }),
    close: commits.close,
  };
}

interface Timed<Entry> {
  readonly entry: Entry;
  readonly at: Date;
}
