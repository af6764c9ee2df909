import { closeSync, constants, fdatasyncSync } from 'node:fs';
import { openPlain } from './open-segment.ts';
import { writeAll } from './write-all.ts';
import { syncFolder, type WriterFolder } from './writer-folder.ts';

/** Keep the end of a file that was cut off elsewhere, on the disk when it returns; the name of that file. */
export function setAside(folder: WriterFolder, segment: number, bytes: Uint8Array): string {
  const file = folder.file(segment).replace(/jsonl$/, 'torn');
  const fd = openPlain(file, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT);
  try {
    writeAll(fd, bytes);
    writeAll(fd, '\n');
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
  syncFolder(folder.path);
  return file;
}
