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

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  canRewriteLine: process.stderr.isTTY === true,
  interrupted: interruption.signal,
});
