import type { Io } from '../src/io.ts';

/** An Io that keeps what a command said. */
export function recordingIo(cwd: string, canRewriteLine = false): Io & { readonly said: { out: string; err: string } } {
  const said = { out: '', err: '' };
  return {
    cwd,
    env: process.env,
    said,
    canRewriteLine,
    ask: async () => null,
    again: () => ({ ask: async () => null, end: async () => 0 }),
    lines: async function* () {},
    interrupted: new AbortController().signal,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  };
}
