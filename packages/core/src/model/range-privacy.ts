import ipaddr from 'ipaddr.js';

/** Ranges that no machine of the internet has: RFC 1918, and RFC 6598 that AWS lets networks use. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** Whether the addresses of a range are private, all of them or some. */
export function rangePrivacy(range: string): 'private' | 'public' | 'mixed' {
  const { first, last } = endsOf(range);
  const others = privateRanges.map(endsOf);
  if (others.some((other) => first >= other.first && last <= other.last)) return 'private';
  return others.some((other) => first <= other.last && last >= other.first) ? 'mixed' : 'public';
}

function endsOf(range: string): { readonly first: number; readonly last: number } {
  const number = (address: ipaddr.IPv4) => address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
  return {
    first: number(ipaddr.IPv4.networkAddressFromCIDR(range)),
    last: number(ipaddr.IPv4.broadcastAddressFromCIDR(range)),
  };
}
