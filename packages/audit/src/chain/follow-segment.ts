import { linesOfFile } from '../files/lines-of-file.ts';
import type { ChainFault } from './chain-fault.ts';
import { type ChainPlace, followLine } from './follow-line.ts';
import type { FoundLine } from './sealed-line.ts';

/** Who hears of each line of a file. */
export interface SegmentHearer {
  /** A line that is whole and in its place. */
  good?(line: FoundLine): void;
  bad(fault: ChainFault): void;
  /** A break that was found when the log was opened, and that this file begins with. */
  known?(fault: ChainFault): void;
}

/** How a file ends. */
export interface SegmentEnd {
  readonly place: ChainPlace;
  /** Bytes of complete lines. */
  readonly endedBytes: number;
  /** What stands behind the last complete line: a record that was being written, or was cut. */
  readonly unended: Buffer | undefined;
}

/** Follow a chain through one file, past everything that is wrong with it. */
export function followSegment(fd: number, segment: number, begin: ChainPlace, hearer: SegmentHearer): SegmentEnd {
  let place = begin;
  let endedBytes = 0;
  let line = 0;
  let unended: Buffer | undefined;
  for (const { bytes, from, isEnded } of linesOfFile(fd)) {
    line += 1;
    if (unended !== undefined) hearer.bad({ segment, line: line - 1, why: 'it is longer than any record' });
    unended = isEnded ? undefined : Buffer.from(bytes);
    if (unended !== undefined) continue;
    endedBytes = from + bytes.length + 1;
    const { why, known, found, ...followed } = followLine(place, bytes);
    place = followed.place;
    if (why !== undefined) hearer.bad({ segment, line, why });
    else if (found !== undefined) hearer.good?.(found);
    if (known !== undefined) hearer.known?.(known);
  }
  return { place, endedBytes, unended };
}
