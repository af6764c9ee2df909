import type { AuditEntry } from './audit-entry.ts';
import type { AuditLog } from './audit-log.ts';
import { continueChain } from './chain/continue-chain.ts';
import { entryFields } from './chain/entry-fields.ts';
import { seal } from './chain/sealed-line.ts';
import { makeWriterFolder } from './files/writer-folder.ts';
import { type GroupCommit, groupCommit } from './group-commit.ts';
import { segmentWriter } from './segment-writer.ts';

const mostSegmentBytes = 16 * 1024 * 1024;

/** Whose decisions are written down, and where. */
export interface AuditPlace {
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

/**
 * Open the log of one writer, which no other process has open: each record is chained to the one before by its digest.
 *
 * An entry that could not be written is answered with Problem AuditNotWritten, and so is every one after it.
 *
 * @throws Problem AuditUnusable when its place is a link, somebody else's, or cannot be written to
 */
export function openAuditLog({ folder, workspace, writer, tell, segmentBytes }: AuditPlace): AuditLog {
  const owner = { folder: makeWriterFolder(folder, writer), workspace, writer, tell };
  const segment = segmentWriter(owner, continueChain(owner), segmentBytes ?? mostSegmentBytes);
  const commits: GroupCommit<Decided> = groupCommit((batch) => segment.write(batch, recordAt), segment.close);
  return {
    append: (entry) => commits.add({ entry, at: new Date() }),
    close: commits.close,
  };
}

interface Decided {
  readonly entry: AuditEntry;
  readonly at: Date;
}

function recordAt({ entry, at }: Decided, number: number, before: string) {
  return seal(entryFields(number, at, entry), before);
}
