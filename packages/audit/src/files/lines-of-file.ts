import { readSync } from 'node:fs';

const chunkBytes = 1024 * 1024;
/** Far more than the longest record. */
const mostLineBytes = 256 * 1024;

/** A part of a file between two ends of lines. */
export interface FileLine {
  /** Without its end. Good until the next one is asked for. */
  readonly bytes: Buffer;
  /** Where it begins in the file. */
  readonly from: number;
  /** The last part of a file may have no end. */
  readonly isEnded: boolean;
}

/** Read a file line by line from its beginning, in bounded memory: a longer line comes in parts. */
export function* linesOfFile(fd: number): Generator<FileLine> {
  const chunk = Buffer.alloc(chunkBytes);
  let held = 0;
  let from = 0;
  for (let position = 0; ; ) {
    const read = readSync(fd, chunk, held, chunk.length - held, position);
    position += read;
    const size = held + read;
    let start = 0;
    for (let end = chunk.indexOf(10, start); end !== -1 && end < size; end = chunk.indexOf(10, start)) {
      yield { bytes: chunk.subarray(start, end), from: from + start, isEnded: true };
      start = end + 1;
    }
    if (read === 0 || size - start > mostLineBytes) {
      if (size > start) yield { bytes: chunk.subarray(start, size), from: from + start, isEnded: false };
      start = size;
    }
    if (read === 0) return;
    chunk.copyWithin(0, start, size);
    // What is behind must not look like more lines.
    held = size - start;
    from += start;
  }
}
