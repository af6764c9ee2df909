import { type Condition, holdsForOthers } from './condition.ts';

/** Bits of the shortest prefix that is a list of somebody's addresses rather than a part of the internet. */
const shortestPrefix = { v4: 8, v6: 32 };

/** Ranges of the shortest prefix that are still a list together: many of them are a part of the internet again. */
const mostOfShortest = 20;

/** Whether a condition of a refusal holds for all but addresses of the internet that are listed. */
export function refusesUnlisted(condition: Condition): boolean {
  if (condition.key !== 'aws:sourceip' || !holdsForOthers(condition)) return false;
  const { values } = condition;
  return values.every(isNarrow) && values.reduce((sum, range) => sum + shareOf(range), 0) <= mostOfShortest;
}

/** How much of a range of the shortest prefix a narrow range is. */
function shareOf(range: string): number {
  const [address = '', bits] = range.split('/');
  if (bits === undefined) return 0;
  return 2 ** ((address.includes(':') ? shortestPrefix.v6 : shortestPrefix.v4) - Number(bits));
}

function isNarrow(range: string): boolean {
  const [address = '', bits] = range.split('/');
  const isSix = address.includes(':');
  if (!/^[\d.]+$|^[\da-f:]+$/i.test(address) || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false;
  return bits === undefined || Number(bits) >= (isSix ? shortestPrefix.v6 : shortestPrefix.v4);
}
