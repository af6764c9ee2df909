import { randomBytes } from 'node:crypto';
import { fdatasyncSync } from 'node:fs';
import { auditUnusable } from '../files/audit-unusable.ts';
import { makeSegment } from '../files/open-segment.ts';
import { writeAll } from '../files/write-all.ts';
import { syncFolder } from '../files/writer-folder.ts';
import type { ChainOwner } from './chain-owner.ts';
import type { ChainPlace } from './follow-line.ts';
import { nothingBefore, seal } from './sealed-line.ts';
import type { SegmentHead } from './segment-head.ts';

/** The file of a log that is written to, and how far its chain is. */
export interface OpenSegment {
  readonly segment: number;
  readonly fd: number;
  readonly bytes: number;
  /** Of the last line. */
  readonly number: number;
  readonly digest: string;
}

/** Begin the next file of a log; it and its first line are on the disk when it returns. */
export function beginSegment(
  owner: ChainOwner,
  segment: number,
  after: ChainPlace,
  unfollowed: SegmentHead['unfollowed'] = null,
): OpenSegment {
  const path = owner.folder.file(segment);
  const fd = makeSegment(path);
  try {
    return writeHead(owner, { segment, fd }, after, unfollowed);
  } catch (error) {
    throw auditUnusable(path, error);
  }
}

/** Write the first line of a file that has none. */
export function writeHead(
  { folder, workspace, writer }: ChainOwner,
  { segment, fd }: Pick<OpenSegment, 'segment' | 'fd'>,
  after: ChainPlace,
  unfollowed: SegmentHead['unfollowed'] = null,
): OpenSegment {
  const number = (after.number ?? -1) + 1;
  const head: SegmentHead = { segment, workspace, writer, chain: randomBytes(16).toString('hex'), unfollowed };
  const { text, digest } = seal({ n: number, at: new Date().toISOString(), ...head }, after.digest ?? nothingBefore);
  const line = Buffer.from(`${text}\n`);
  writeAll(fd, line);
  fdatasyncSync(fd);
  syncFolder(folder.path);
  return { segment, fd, bytes: line.length, number, digest };
}
