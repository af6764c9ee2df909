import { type CidrRange, isInside, parseCidr } from '@atelier/cloudformation';

/** Addresses that no router on the internet passes on: RFC 1918, 6598, 4193, this machine, and the link alone. */
const privateRanges = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
].map((text) => parseCidr(text) as CidrRange);

/** The address that the CDK writes to say "nowhere": the one that nothing can be sent to. */
const nowhere = '255.255.255.255/32';

/** Whether every address of a block is private; false for what is no block of addresses at all. */
export function isPrivateRange(text: string): boolean {
  if (text === nowhere) return true;
  const range = parseCidr(text);
  return range !== null && privateRanges.some((outer) => isInside(range, outer));
}

/** Whether one block lies in another; false when either is not known. */
export function rangeCovers(outer: string, inner: string): boolean {
  const [outerRange, innerRange] = [parseCidr(outer), parseCidr(inner)];
  return outerRange !== null && innerRange !== null && isInside(innerRange, outerRange);
}
