import ipaddr from 'ipaddr.js';

const smallestSubnetBits = 28;
/** Six zones, a public subnet, and one to spare. */
const partBits = 3;

/**
 * Address ranges of a network's subnets, all of one size, the first `count` of them.
 *
 * A network is always cut into eight parts where it is large enough, so that a zone more later changes no subnet that
 * is there. Smaller networks are cut into as few parts as will do.
 */
export function subnetRanges(cidr: string, count: number): readonly string[] {
  const bits = Number(cidr.split('/')[1]);
  const subnetBits = subnetBitsOf(bits, count);
  const first = addressOf(ipaddr.IPv4.networkAddressFromCIDR(cidr));
  return Array.from(
    { length: count },
    (_, position) => `${written(first + position * 2 ** (32 - subnetBits))}/${subnetBits}`,
  );
}

/** Size of each subnet, in bits of the prefix; above 28 the network is too small. */
export function subnetBitsOf(networkBits: number, count: number): number {
  const least = networkBits + Math.ceil(Math.log2(Math.max(count, 1)));
  return networkBits + partBits <= smallestSubnetBits ? Math.max(least, networkBits + partBits) : least;
}

function addressOf(address: ipaddr.IPv4): number {
  return address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function written(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
