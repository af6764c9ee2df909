import type { CrossedTotal, Receipt } from '@atelier/local';
import { oneLine } from '@atelier/problem';
import { bytesText } from './bytes-text.ts';
import { table } from './table.ts';

const mostTold = 20;

/** A receipt in words: sums by socket and target, the last uploads and downloads, and what could not be seen. */
export function receiptText(receipt: Receipt): string {
  const { space, since, log, doors, targets, uploads, downloads, notSeen } = receipt;
  if (doors.length === 0) return line(`Nothing is written down of the space ${space}${sinceText(since)}.`);
  return [
    line(`What crossed the sockets of the space ${space}${sinceText(since)}:`),
    '\n',
    table([head, ...doors.flatMap((door) => [row(door), ...targetsOf(door, targets).map(row)])], [2, 3, 4, 5, 6, 7]),
    ...lastOf('Uploads', uploads, ({ at, door, method, path, requestBytes, sha256, isWhole }) => [
      ...[at, door, `${method} ${path}`, bytesText(requestBytes)],
      `sha256 ${sha256 ?? ''}${isWhole ? '' : ' (cut)'}`,
    ]),
    ...lastOf('Taken out by a browser', downloads, ({ at, who, path, answerBytes }) => {
      return [at, who, path, bytesText(answerBytes)];
    }),
    '\n',
    ...(log?.verdict === 'broken'
      ? ['The log is not as it was written; "atelier space receipt --json" says where it ends.\n']
      : []),
    ...notSeen.map((text) => line(`Not seen: ${text}`)),
  ].join('');
}

const head = ['socket', 'what', 'requests', 'refused', 'failed', 'cut', 'asked with', 'answered with'];

function row({ door, target, requests, refused, failed, cut, requestBytes, answerBytes }: CrossedTotal): string[] {
  const counts = [requests, refused, failed, cut].map(String);
  return [
    target === undefined ? door : '',
    target ?? 'all',
    ...counts,
    bytesText(requestBytes),
    bytesText(answerBytes),
  ];
}

function targetsOf({ door }: CrossedTotal, targets: readonly CrossedTotal[]): readonly CrossedTotal[] {
  return targets.filter((one) => one.door === door);
}

function lastOf<Item>(title: string, items: readonly Item[], cells: (item: Item) => string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length - mostTold;
  const which = more > 0 ? `, the last ${mostTold} of ${items.length}; --json has them all` : '';
  return ['\n', `${title}${which}:\n`, table(items.slice(-mostTold).map(cells))];
}

function sinceText(since: string | null): string {
  return since === null ? '' : ` since ${since}`;
}

function line(text: string): string {
  return `${oneLine(text)}\n`;
}
