import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { SupervisorNews } from '@atelier/local';
import { supervise } from '@atelier/local/supervise';
import { describeFailure } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';
import { logLine } from '../text/log-line.ts';
import { readWorkspace } from '../workspace-file.ts';

/** The descriptor on which "atelier up" waits for the first news. */
export const newsDescriptor = 3;

/** Be the supervisor of a workspace; the first news goes to whoever started this process. */
export async function superviseHere(io: Io, options: { file: string }): Promise<ExitCode> {
  // Before anything is written, and for every process that is started from here.
  process.umask(0o077);
  const stream = createWriteStream('', { fd: newsDescriptor });
  // Whoever waited for the news may be gone; the supervisor goes on without them.
  stream.on('error', () => undefined);
  const send = (news: SupervisorNews) => stream.write(`${JSON.stringify(news)}\n`);
  const tell = (news: string) => io.err(logLine(news, new Date()));
  try {
    const place = { state: stateOf(io, options.file), environment: io.env };
    const events = { ready: () => send({ ready: true }), alreadyUp: () => send({ alreadyUp: true }), tell };
    await supervise(place, await readWorkspace(options.file), events, io.interrupted);
    return exitCodes.done;
  } catch (error) {
    send({ problem: describeFailure(error) });
    throw error;
  } finally {
    // Heard by whoever waits, before this process ends; a reader who has gone away is no reason to stay.
    stream.end();
    await finished(stream).catch(() => undefined);
  }
}
