import { writeSync } from 'node:fs';

/** Write all bytes: the system may take them in parts. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}
