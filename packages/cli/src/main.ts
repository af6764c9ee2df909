import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { visibleText } from '@atelier/problem';
import type { Companion } from '@atelier/rehearsal';
import { exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { run } from './run.ts';
import { terminal } from './terminal.ts';
import { problemText } from './text/problem-text.ts';

const interruption = new AbortController();
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// Node would print what was thrown as it is, with all that its message may hold.
process.on('uncaughtException', (error) => {
  terminal(process.stdout, process.stderr).err(problemText(error));
  process.exit(exitCodes.bug);
});
// A reader that has seen enough, such as head, closes the pipe: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

// A log on a full disk cannot be written; what the supervisor does must not end with it.
process.stderr.on('error', () => undefined);

/** Once asks for an end, twice is one. */
function interrupt(): void {
  if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
  interruption.abort();
}

function again(args: readonly string[], env: Io['env']): Companion {
  const main = process.argv[1] ?? '';
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  // A line that it no longer reads is answered by its end.
  child.stdin.on('error', () => undefined);
  const stop = () => child.kill('SIGINT');
  interruption.signal.addEventListener('abort', stop);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      const { value, done } = await answers.next();
      return done === true ? null : value;
    },
    end: async () => {
      child.stdin.end();
      const [code] = await ended;
      interruption.signal.removeEventListener('abort', stop);
      return typeof code === 'number' ? code : 3;
    },
  };
}

async function ask(question: string): Promise<string | null> {
  if (process.stdin.isTTY !== true) return null;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // On a terminal readline takes Ctrl-C for itself.
  lines.on('SIGINT', interrupt);
  try {
    return await lines.question(visibleText(question), { signal: interruption.signal });
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
  ...terminal(process.stdout, process.stderr),
  ask,
  again,
  lines: () => createInterface({ input: process.stdin }),
  input: () => process.stdin,
  interrupted: interruption.signal,
});
// A supervisor whose work has ended has let go of its workspace: nothing that it started may keep it alive.
if (process.argv[2] === 'supervise') process.exit();
// The CDK cannot be stopped: what it still listens for would keep an interrupted command alive.
if (interruption.signal.aborted) process.exit();
