import type { Account } from '@atelier/aws-account';
import { oneLine } from '@atelier/problem';

/** Things named like the workspace's but somebody else's, and how that is known; whoever knows better says so with tags. */
export function notOursText(notOurs: Account['notOurs']): string {
  if (notOurs.length === 0) return '';
  const lines = notOurs.map(({ id, why }) => `${oneLine(`not ours: ${id}: ${why}.`)}\n`);
  return `\n${lines.join('')}`;
}
