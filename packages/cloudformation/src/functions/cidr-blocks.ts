import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { scalarText, type Value } from '../value.ts';
import { unknown } from './reference.ts';

const mostBlocks = 256;

/** `Fn::Cidr`: that many blocks of IPv4 addresses, each with `hostBits` bits for hosts. */
export function cidrBlocks([block, count, hostBits]: readonly Value[]): Value {
  const many = Number(scalarText(count));
  const bits = Number(scalarText(hostBits));
  if (!(many >= 1 && many <= mostBlocks)) return unknown;
  const range = typeof block === 'string' ? parseCidr(block) : null;
  if (range === null || !isIPv4(range.address) || !(bits >= 1 && bits <= 32)) return Array(many).fill(unknown);
  const first = range.address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return Array.from({ length: many }, (_, index) => `${addressText(first + index * 2 ** bits)}/${32 - bits}`);
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

export interface CidrRange {
  readonly address: string;
  readonly bits: number;
}

/** A block of addresses such as `10.0.0.0/16`; null when the text is none. */
export function parseCidr(text: string): CidrRange | null {
  const [, address = '', bits = ''] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = familyOf(address);
  return family === null || Number(bits) > (family === 'ipv4' ? 32 : 128) ? null : { address, bits: Number(bits) };
}

/** Whether all addresses of the inner block are in the outer one. */
export function isInside(inner: CidrRange, outer: CidrRange): boolean {
  const [innerFamily, outerFamily] = [familyOf(inner.address), familyOf(outer.address)];
  if (innerFamily === null || innerFamily !== outerFamily || inner.bits < outer.bits) return false;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.bits, outerFamily);
  return list.check(inner.address, innerFamily);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  if (isIPv4(address)) return 'ipv4';
  return isIPv6(address) ? 'ipv6' : null;
}
