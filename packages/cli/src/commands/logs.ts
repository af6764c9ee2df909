import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '@atelier/core';
import { type StateFolder, stateFolder } from '@atelier/local';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { wholeNumber } from '../whole-number.ts';
import { workspaceFile } from '../workspace-file.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
  readonly lines: string;
  readonly follow?: boolean;
}

const pollMillis = 250;

/** Show the last lines that a part of the workspace wrote, or which parts there are. */
export async function logs(io: Io, part: string | undefined, options: Options): Promise<ExitCode> {
  const state = stateFolder(workspaceFile(io, options.file));
  const parts = existsSync(state.logs) ? readdirSync(state.logs).map((name) => name.replace(/\.log$/, '')) : [];
  if (part === undefined) {
    io.out(options.json ? `${JSON.stringify({ parts })}\n` : parts.map((name) => `${name}\n`).join(''));
    return exitCodes.done;
  }
  if (!parts.includes(part)) throw unknownPart(part, parts, state);
  const file = join(state.logs, `${part}.log`);
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n').slice(0, -1).slice(-wholeNumber('--lines', options.lines));
  io.out(options.json ? `${JSON.stringify({ part, lines })}\n` : lines.map((line) => `${line}\n`).join(''));
  if (options.follow) await follow(io, file, text.length);
  return exitCodes.done;
}

async function follow(io: Io, file: string, from: number): Promise<void> {
  let shown = from;
  while (!io.interrupted.aborted) {
    const text = readFileSync(file, 'utf8');
    if (text.length > shown) io.out(text.slice(shown));
    shown = text.length;
    await new Promise((resolve) => setTimeout(resolve, pollMillis));
  }
}

function unknownPart(part: string, parts: readonly string[], state: StateFolder): Problem {
  return new Problem({
    code: 'UnknownLog',
    message: `Nothing called "${part}" has written a log in ${state.logs}. There is ${parts.join(', ') || 'none yet'}.`,
    fix: 'Name one of these.',
    whose: 'yours',
  });
}
