import { Problem } from '@atelier/problem';
import ipaddr from 'ipaddr.js';

/**
 * Where a question is asked from; `usual`: where the thing is usually done, `service`: from AWS's own network, in somebody's name,
 * which nobody names on a command line.
 */
export type AskedPlace =
  | { readonly kind: 'usual' | 'browser' | 'space' | 'job' | 'service' }
  | { readonly kind: 'address'; readonly address: string };

/** An address of the internet that is nobody's (RFC 5737). */
const anybodys = '203.0.113.7';

/**
 * The place that a text names: browser, space, job, desk, or an address; `desk` is a machine outside of the network.
 *
 * @throws Problem NoSuchPlace
 */
export function namedPlace(text: string | undefined): AskedPlace {
  if (text === undefined) return { kind: 'usual' };
  if (text === 'browser' || text === 'space' || text === 'job') return { kind: text };
  if (text === 'desk') return { kind: 'address', address: anybodys };
  if (isAddress(text)) return { kind: 'address', address: text };
  throw new Problem({
    code: 'NoSuchPlace',
    message: `"${text.slice(0, 80)}" is no place. Accepted are browser, space, job, desk, and one address such as 203.0.113.7.`,
    fix: 'Write --from with one of them; a range of addresses is asked by one address of it.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

/** Written whole: the library also reads octal numbers and addresses of three parts. */
function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(':') && ipaddr.IPv6.isValid(text));
}
