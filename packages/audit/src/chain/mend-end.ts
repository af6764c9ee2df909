import { fdatasyncSync, ftruncateSync } from 'node:fs';
import { setAside } from '../files/set-aside.ts';
import { writeAll } from '../files/write-all.ts';
import type { OpenSegment } from './begin-segment.ts';
import type { ChainOwner } from './chain-owner.ts';
import { followLine } from './follow-line.ts';
import type { SegmentEnd } from './follow-segment.ts';

/** Leave complete lines alone in a file: its end is completed when only the line's end is missing, else set aside. */
export function mendEnd(
  { folder, tell }: ChainOwner,
  { segment, fd }: Pick<OpenSegment, 'segment' | 'fd'>,
  end: SegmentEnd,
): Omit<SegmentEnd, 'unended'> {
  const { place, endedBytes, unended } = end;
  if (unended === undefined) return end;
  const last = followLine(place, unended);
  if (last.found !== undefined && last.why === undefined) {
    writeAll(fd, '\n');
    fdatasyncSync(fd);
    return { place: last.place, endedBytes: endedBytes + unended.length + 1 };
  }
  const file = setAside(folder, segment, unended);
  ftruncateSync(fd, endedBytes);
  fdatasyncSync(fd);
  tell(`the audit log ended within a record that nobody had an answer to: its ${unended.length} bytes are in ${file}`);
  return { place, endedBytes };
}
