import { writeSync } from 'node:fs';

/** Write all of it: the system may take it in parts. */
export function writeAll(fd: number, content: Uint8Array | string): void {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}
