import type { ReceiptEntry } from '../receipt-entry.ts';
import type { ReceiptRecord } from '../receipt-record.ts';
import { cutText } from './cut-text.ts';

/** The fields of a record that say what has crossed a socket; what is very long is cut, and how much is said. */
export function receiptFields(number: number, at: Date, entry: ReceiptEntry): object {
  return {
    n: number,
    at: at.toISOString(),
    space: cutText(entry.space),
    door: entry.door,
    who: cutText(entry.who),
    kind: entry.kind,
    method: cutText(entry.method),
    path: cutText(entry.path),
    status: entry.status,
    requestBytes: entry.requestBytes,
    answerBytes: entry.answerBytes,
    sha256: entry.sha256,
    isPassedOn: entry.isPassedOn,
    isWhole: entry.isWhole,
    tookMillis: entry.tookMillis,
  };
}

const texts = ['at', 'space', 'door', 'who', 'method', 'path'] as const;
const counts = ['n', 'status', 'requestBytes', 'answerBytes', 'tookMillis'] as const;

/** What has crossed, from a line's fields; undefined when it holds no such thing. */
export function receiptIn(fields: Readonly<Record<string, unknown>>): ReceiptRecord | undefined {
  const { n, sha256, kind, isPassedOn, isWhole } = fields;
  const isRecord =
    texts.every((name) => typeof fields[name] === 'string') &&
    counts.every((name) => Number.isSafeInteger(fields[name])) &&
    (kind === 'request' || kind === 'websocket') &&
    (sha256 === null || (typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256))) &&
    typeof isPassedOn === 'boolean' &&
    typeof isWhole === 'boolean';
  if (!isRecord) return undefined;
  const { before: _, digest: __, n: ___, ...entry } = fields;
  return { ...(entry as unknown as ReceiptEntry & { readonly at: string }), number: n as number };
}
