/** `Fn::Cidr`: that many IPv4 blocks from the beginning of one, each with `hostBits` bits for hosts. */
export function cidrBlocks(block: string, count: number, hostBits: number): string[] {
  const [address = ''] = block.split('/');
  const first = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const text = (number: number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
  return Array.from({ length: count }, (_, index) => `${text(first + index * 2 ** hostBits)}/${32 - hostBits}`);
}
