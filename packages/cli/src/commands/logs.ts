import { type StateFolder, workspaceLogs } from '@atelier/local';
import { oneLine, Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
  readonly lines: string;
  readonly follow?: boolean;
}

const pollMillis = 250;

/** Show the last lines that a part of the workspace wrote, or which parts there are. */
export async function logs(io: Io, part: string | undefined, options: Options): Promise<ExitCode> {
  const count = wholeNumber('--lines', options.lines);
  const state = stateOf(io, options.file);
  using written = workspaceLogs(state);
  const { parts } = written;
  if (part === undefined) {
    io.out(options.json ? `${JSON.stringify({ parts })}\n` : parts.map((name) => `${oneLine(name)}\n`).join(''));
    return exitCodes.done;
  }
  if (!parts.includes(part)) throw unknownPart(part, parts, state);
  using log = written.open(part);
  const lines = log.lastLines(count);
  io.out(options.json ? `${JSON.stringify({ part, lines })}\n` : lines.map((line) => `${line}\n`).join(''));
  while (options.follow && !io.interrupted.aborted) {
    io.out(log.more());
    await new Promise((resolve) => setTimeout(resolve, pollMillis));
  }
  return exitCodes.done;
}

function unknownPart(part: string, parts: readonly string[], state: StateFolder): Problem {
  return new Problem({
    code: 'UnknownLog',
    message: `Nothing called "${part}" has written a log in ${state.logs}. There is ${parts.join(', ') || 'none yet'}.`,
    fix: 'Name one of these.',
    whose: 'yours',
  });
}
