import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { stateProblem, wrongKind } from './state-problem.ts';

/** A log, read from its end. */
export interface Log extends Disposable {
  /** Its last lines, complete ones alone. */
  lastLines(count: number): readonly string[];
  /** The text that was written from a place on, in bytes from the beginning. */
  textFrom(from: number): string;
  /** The text that has been written since this was asked last; at first since `lastLines`. */
  more(): string;
}

/** As much of a log as is looked at for its last lines. */
const mostBytes = 8 * 1024 ** 2;

/** Open a log for reading; a pipe, a device or a link in its place is a Problem. */
export function openLog(path: string, shown = path): Log {
  const fd = openPlain(path, shown, constants.O_RDONLY);
  const decoder = new StringDecoder('utf8');
  let told = fstatSync(fd).size;
  return {
    lastLines: (count) => {
      const size = fstatSync(fd).size;
      const text = textBetween(fd, Math.max(0, size - mostBytes), size).toString('utf8');
      told = size;
      const lines = text.split('\n').slice(0, -1);
      return count === 0 ? [] : lines.slice(-count);
    },
    textFrom: (from) => {
      const { size } = fstatSync(fd);
      return textBetween(fd, Math.max(from, size - mostBytes), size).toString('utf8');
    },
    more: () => {
      const { size } = fstatSync(fd);
      // A log that has become shorter was begun anew.
      const from = Math.max(size < told ? 0 : told, size - mostBytes);
      told = size;
      return decoder.write(textBetween(fd, from, size));
    },
    [Symbol.dispose]: () => closeSync(fd),
  };
}

/** A descriptor that appends to a log, which nobody else may read. */
export function appendToLog(path: string): number {
  return openPlain(path, path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT);
}

function openPlain(path: string, shown: string, flags: number): number {
  const fd = openOrProblem(path, shown, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw wrongKind(shown, 'a file');
}

function openOrProblem(path: string, shown: string, flags: number): number {
  try {
    return openSync(path, flags, 0o600);
  } catch (error) {
    throw stateProblem(error, shown);
  }
}

function textBetween(fd: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  let read = 0;
  while (read < bytes.length) {
    const now = readSync(fd, bytes, read, bytes.length - read, from + read);
    if (now === 0) break;
    read += now;
  }
  return bytes.subarray(0, read);
}
