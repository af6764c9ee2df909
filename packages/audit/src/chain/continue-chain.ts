import { closeSync } from 'node:fs';
import { auditUnusable } from '../files/audit-unusable.ts';
import { openToAppend, openToRead } from '../files/open-segment.ts';
import { beginSegment, type OpenSegment, writeHead } from './begin-segment.ts';
import type { ChainFault } from './chain-fault.ts';
import type { ChainOwner } from './chain-owner.ts';
import type { ChainPlace } from './follow-line.ts';
import { followSegment } from './follow-segment.ts';
import { mendEnd } from './mend-end.ts';
import { nothingBefore } from './sealed-line.ts';

const beginning: ChainPlace = { number: -1, digest: nothingBefore };
const anywhere: ChainPlace = { number: null, digest: null };

/**
 * Go on with a log where it ends, or begin it.
 *
 * What stands behind its last complete line was never acknowledged: it is moved to a `.torn` file. Where the last file's chain
 * does not hold, that file stays as it is, and a new one begins that says so.
 */
export function continueChain(owner: ChainOwner): OpenSegment {
  const segment = owner.folder.segments().at(-1);
  if (segment === undefined) return beginSegment(owner, 1, beginning);
  const path = owner.folder.file(segment);
  const fd = openToAppend(path);
  try {
    return continueSegment(owner, segment, fd);
  } catch (error) {
    closeSync(fd);
    throw auditUnusable(path, error);
  }
}

function continueSegment(owner: ChainOwner, segment: number, fd: number): OpenSegment {
  const faults: ChainFault[] = [];
  const begin = segment === 1 ? beginning : anywhere;
  const found = followSegment(fd, segment, begin, { bad: (fault) => faults.push(fault) });
  const { place, endedBytes } = mendEnd(owner, { segment, fd }, found);
  const { number, digest } = place;
  if (endedBytes === 0) return writeHead(owner, { segment, fd }, placeBefore(owner, segment));
  const [fault] = faults;
  if (fault === undefined && number !== null && digest !== null) {
    return { segment, fd, bytes: endedBytes, number, digest };
  }
  const unfollowed = fault ?? { segment, line: 1, why: 'it holds no record' };
  const { line, why } = unfollowed;
  owner.tell(`the audit log is broken at line ${line} of ${owner.folder.file(segment)}: ${why}; a new file begins`);
  const next = beginSegment(owner, segment + 1, place, unfollowed);
  closeSync(fd);
  return next;
}

/** Where the file before one ends. */
function placeBefore({ folder }: ChainOwner, segment: number): ChainPlace {
  const before = folder.segments().findLast((other) => other < segment);
  if (before === undefined) return beginning;
  const fd = openToRead(folder.file(before));
  try {
    return followSegment(fd, before, anywhere, { bad: () => undefined }).place;
  } finally {
    closeSync(fd);
  }
}
