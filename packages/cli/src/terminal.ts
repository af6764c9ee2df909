import { visibleText } from '@atelier/problem';
import type { Io } from './io.ts';

/** A place that text is written to. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/**
 * The one place where text leaves the command line.
 *
 * Nothing that a terminal would obey, or that nobody would see, gets past it, wherever the text came from; the
 * sequences by which our own progress is written again are added here.
 */
export function terminal(output: Sink, errors: Sink): Pick<Io, 'out' | 'err' | 'data' | 'rewrite' | 'canRewriteLine'> {
  return {
    out: (text) => void output.write(visibleText(text)),
    err: (text) => void errors.write(visibleText(text)),
    data: (text) => void output.write(output.isTTY === true ? visibleText(text) : text),
    rewrite: (linesAbove, text) => {
      const up = linesAbove > 0 ? `\u001b[${linesAbove}A` : '';
      errors.write(`${up}\r\u001b[J${visibleText(text)}`);
    },
    canRewriteLine: errors.isTTY === true,
  };
}
