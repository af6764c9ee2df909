/** First and last address of a block such as `10.0.0.0/16`; null: the text is none. */
export function addressRange(block: unknown): { readonly first: number; readonly last: number } | null {
  const [, address = '', bits = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(String(block)) ?? [];
  const bytes = address.split('.').map(Number);
  if (bytes.length !== 4 || bytes.some((byte) => byte > 255) || Number(bits) > 32) return null;
  const size = 2 ** (32 - Number(bits));
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return number % size === 0 ? { first: number, last: number + size - 1 } : null;
}
