import type { AuditRecord, ReceiptRecord, VerifiedLog } from '@atelier/audit';
import { targetOf } from './target-of.ts';

/** What crossed one socket of a space, or one target behind it. */
export interface CrossedTotal {
  readonly door: string;
  /** Undefined: all of the door. */
  readonly target?: string;
  readonly requests: number;
  /** Not let in. */
  readonly refused: number;
  /** Let in, and answered with a failure or not at all. */
  readonly failed: number;
  /** That did not come to their ends. */
  readonly cut: number;
  readonly requestBytes: number;
  readonly answerBytes: number;
}

/** A body that crossed. */
export type CrossedUpload = Pick<
  ReceiptRecord,
  'at' | 'door' | 'who' | 'method' | 'path' | 'status' | 'requestBytes' | 'sha256' | 'isWhole'
>;

/** A file or a document that somebody's browser or program took out of a space. */
export type CrossedDownload = Pick<ReceiptRecord, 'at' | 'who' | 'path' | 'status' | 'answerBytes' | 'isWhole'>;

/** Everything that crossed the sockets of one space, as far as it was written down. */
export interface Receipt {
  readonly format: 'atelier space receipt 1';
  readonly workspace: string;
  readonly space: string;
  /** Null: from the beginning. */
  readonly since: string | null;
  readonly madeAt: string;
  /** The log that it was read from: whether every line was as it was written, and where it ends. */
  readonly log: Pick<VerifiedLog, 'verdict' | 'records' | 'head'> | null;
  readonly doors: readonly CrossedTotal[];
  readonly targets: readonly CrossedTotal[];
  readonly uploads: readonly CrossedUpload[];
  readonly downloads: readonly CrossedDownload[];
  readonly notSeen: readonly string[];
}

/** What a receipt is made of. */
export interface ReceiptParts {
  readonly workspace: string;
  /** Id of the space. */
  readonly space: string;
  readonly since: string | null;
  readonly madeAt: string;
  readonly log: VerifiedLog | undefined;
  readonly records: Iterable<ReceiptRecord>;
  /** Decisions of the front door. */
  readonly decided: Iterable<AuditRecord>;
}

/** Parts of a space where files and documents are taken from. */
const downloads = ['files', 'api/contents', 'nbconvert'];

/** Add up what crossed. */
export function receiptOf({ workspace, space, since, madeAt, log, records, decided }: ReceiptParts): Receipt {
  const doors = totals();
  const targets = totals();
  const [uploaded, downloaded]: [CrossedUpload[], CrossedDownload[]] = [[], []];
  let passedOn = 0;
  for (const record of records) {
    if (record.space !== space || record.at < (since ?? '')) continue;
    const target = targetOf(record);
    doors.add(record);
    targets.add(record, target);
    if (record.door !== 'browser' && record.isPassedOn) passedOn += 1;
    if (record.sha256 !== null) uploaded.push(uploadIn(record));
    if (record.door === 'browser' && downloads.includes(target) && record.answerBytes > 0) {
      downloaded.push(downloadIn(record));
    }
  }
  const lost = decisionsOf(space, since, decided) - passedOn;
  return {
    ...{ format: 'atelier space receipt 1', workspace, space, since, madeAt },
    log: log === undefined ? null : { verdict: log.verdict, records: log.records, head: log.head },
    ...{ doors: doors.all(), targets: targets.all(), uploads: uploaded, downloads: downloaded },
    notSeen: [...(lost > 0 ? [lostText(lost)] : []), ...neverSeen],
  };
}

const neverSeen = [
  'What a websocket carries (cells, outputs, terminals) is counted, and no digest of it is taken.',
  'What is written to the shared folder of the project, or read from it, crosses no socket.',
  'What of a space somebody reads, photographs or copies from a page is a part of what was answered to their browser.',
  'What was sent into tracking or the warehouse may leave from there; "atelier audit" says who asked for it.',
  'Of an answer that was cut, what had been handed to the system counts as sent.',
];

function lostText(lost: number): string {
  return `${lost} more requests were let in at the sockets of the space than are written down with their bytes: they are not over, or the front door ended before they were.`;
}

/** How many requests were let in at the space's own sockets. */
function decisionsOf(space: string, since: string | null, decided: Iterable<AuditRecord>): number {
  let count = 0;
  for (const { by, at, allowed, writer } of decided) {
    if (writer === 'front-door' && by === `space ${space}` && allowed && at >= (since ?? '')) count += 1;
  }
  return count;
}

function uploadIn(record: ReceiptRecord): CrossedUpload {
  const { at, door, who, method, path, status, requestBytes, sha256, isWhole } = record;
  return { at, door, who, method, path, status, requestBytes, sha256, isWhole };
}

function downloadIn({ at, who, path, status, answerBytes, isWhole }: ReceiptRecord): CrossedDownload {
  return { at, who, path, status, answerBytes, isWhole };
}

/** Sums by door and target, in the order of their names. */
function totals() {
  const sums = new Map<string, { -readonly [Key in keyof CrossedTotal]: CrossedTotal[Key] }>();
  return {
    add: (record: ReceiptRecord, target?: string) => {
      const { door, status, isPassedOn, isWhole, kind, requestBytes, answerBytes } = record;
      const key = `${door} ${target}`;
      const none = { requests: 0, refused: 0, failed: 0, cut: 0, requestBytes: 0, answerBytes: 0 };
      const sum = sums.get(key) ?? { door, ...(target !== undefined && { target }), ...none };
      sums.set(key, sum);
      // A part of a websocket that goes on is none of its own.
      if (kind === 'request' || isWhole) sum.requests += 1;
      if (!isPassedOn) sum.refused += 1;
      else if (status === 0 || status >= 400) sum.failed += 1;
      if (kind === 'request' && !isWhole) sum.cut += 1;
      sum.requestBytes += requestBytes;
      sum.answerBytes += answerBytes;
    },
    all: (): readonly CrossedTotal[] => [...sums.keys()].toSorted().flatMap((key) => sums.get(key) ?? []),
  };
}
