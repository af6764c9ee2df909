import ipaddr from 'ipaddr.js';
import { scalarText, type Value } from '../value.ts';
import { unknown } from './reference.ts';

const mostBlocks = 256;

/** `Fn::Cidr`: that many blocks of IPv4 addresses, each with `hostBits` bits for hosts; unknown where its argument is. */
export function cidrFunction([block, count, hostBits]: readonly Value[]): Value {
  const many = Number(scalarText(count));
  const bits = Number(scalarText(hostBits));
  if (!(many >= 1 && many <= mostBlocks)) return unknown;
  const isBlock = typeof block === 'string' && parseCidr(block)?.[0].kind() === 'ipv4';
  return isBlock && bits >= 1 && bits <= 32 ? cidrBlocks(block, many, bits) : Array(many).fill(unknown);
}

/** So many IPv4 blocks from the beginning of one, each with `hostBits` bits for hosts. */
export function cidrBlocks(block: string, count: number, hostBits: number): string[] {
  const first = ipaddr.IPv4.parseCIDR(block)[0].octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const text = (address: number) => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
  return Array.from({ length: count }, (_, index) => `${text(first + index * 2 ** hostBits)}/${32 - hostBits}`);
}

/** An address, and the bits of it that all addresses of the block have. */
export type CidrRange = ReturnType<typeof ipaddr.parseCIDR>;

/** A block of addresses such as `10.0.0.0/16`; null when the text is none. */
export function parseCidr(text: string): CidrRange | null {
  // The library also reads 10.1/16 and octal numbers, which AWS does not.
  const [address = '', bits = ''] = text.split('/');
  const isWhole =
    ipaddr.IPv4.isValidFourPartDecimal(address) || (address.includes(':') && ipaddr.IPv6.isValid(address));
  return isWhole && /^\d{1,3}$/.test(bits) && ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : null;
}

/** Whether all addresses of the inner block are in the outer one. */
export function isInside([inner, innerBits]: CidrRange, [outer, outerBits]: CidrRange): boolean {
  return inner.kind() === outer.kind() && innerBits >= outerBits && inner.match(outer, outerBits);
}
