import type { TokenListed, TokenMade } from '@atelier/core/contract';
import { oneLine } from '@atelier/problem';
import { table } from './table.ts';

/** A token that has just been made, in lines that a shell takes. */
export function tokenMadeText({ id, text, endsAtMs, keyPair }: TokenMade): string {
  const pair =
    keyPair === undefined
      ? ''
      : `AWS_ACCESS_KEY_ID=${oneLine(keyPair.accessKeyId)}\nAWS_SECRET_ACCESS_KEY=${oneLine(keyPair.secretAccessKey)}\n`;
  return `${oneLine(text)}\n${pair}# ${oneLine(id)}, ends ${dayOf(endsAtMs)}\n`;
}

/** Somebody's tokens, for people. */
export function tokenListText({
  person,
  tokens,
}: {
  readonly person: string;
  readonly tokens: readonly TokenListed[];
}): string {
  if (tokens.length === 0) return `${oneLine(person)} has no tokens.\n`;
  const rows = tokens.map(({ id, name, scope, project, accessKeyId, endsAtMs, usedAtMs }) => [
    ...[id, name, scope === 'read' ? 'reading' : 'all', project ?? 'every project', accessKeyId ?? ''],
    ...[dayOf(endsAtMs), usedAtMs === null ? 'never' : minuteOf(usedAtMs)],
  ]);
  return table([['ID', 'NAME', 'GOOD FOR', 'IN', 'KEY PAIR', 'ENDS', 'LAST USED'], ...rows]);
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function minuteOf(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16)}Z`;
}
