import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Io } from './io.ts';
import { run } from './run.ts';

const interruption = new AbortController();
process.on('SIGINT', () => interruption.abort());
process.on('SIGTERM', () => interruption.abort());
// A reader that has seen enough, such as head, closes the pipe: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

// A log on a full disk cannot be written; what the supervisor does must not end with it.
process.stderr.on('error', () => undefined);

async function again(args: readonly string[], env: Io['env'], line: (text: string) => void) {
  const main = process.argv[1] ?? '';
  const child = spawn(process.execPath, [main, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  interruption.signal.addEventListener('abort', () => child.kill('SIGINT'));
  createInterface({ input: child.stdout }).on('line', line);
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : 3;
}

async function ask(question: string): Promise<string | null> {
  if (process.stdin.isTTY !== true) return null;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question, { signal: interruption.signal });
  } catch {
    // Ctrl-C, or the end of input: no answer.
    return null;
  } finally {
    lines.close();
  }
}

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  ask,
  again,
  canRewriteLine: process.stderr.isTTY === true,
  interrupted: interruption.signal,
});
