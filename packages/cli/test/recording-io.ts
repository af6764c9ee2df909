import type { Io } from '../src/io.ts';
import { type Sink, terminal } from '../src/terminal.ts';

/** An Io that keeps what a command said, with a terminal behind the outputs named. */
export function recordingIo(
  cwd: string,
  terminals: readonly ('out' | 'err')[] = [],
): Io & { readonly said: { out: string; err: string } } {
  const said = { out: '', err: '' };
  const sink = (name: keyof typeof said): Sink => ({
    isTTY: terminals.includes(name),
    write: (text) => {
      said[name] += text;
    },
  });
  return {
    cwd,
    env: process.env,
    said,
    ...terminal(sink('out'), sink('err')),
    ask: async () => null,
    again: () => ({ ask: async () => null, end: async () => 0 }),
    lines: async function* () {},
    input: async function* () {},
    interrupted: new AbortController().signal,
  };
}
