import { type Condition, holdsForOthers } from './condition.ts';

/** Bits of the shortest prefix that is a list of somebody's addresses rather than a part of the internet. */
const shortestPrefix = { v4: 8, v6: 32 };

/** Whether a condition of a refusal holds for all but addresses of the internet that are listed. */
export function refusesUnlisted(condition: Condition): boolean {
  return condition.key === 'aws:sourceip' && holdsForOthers(condition) && condition.values.every(isNarrow);
}

function isNarrow(range: string): boolean {
  const [address = '', bits] = range.split('/');
  const isSix = address.includes(':');
  if (!/^[\d.]+$|^[\da-f:]+$/i.test(address) || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false;
  return bits === undefined || Number(bits) >= (isSix ? shortestPrefix.v6 : shortestPrefix.v4);
}
