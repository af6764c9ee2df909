import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { appendToLog, openLog, type StateFolder, type SupervisorNews } from '@atelier/local';
import { Problem } from '@atelier/problem';
import type { Io } from '../io.ts';
import { lastWords } from '../text/last-words.ts';

/** Of the caller's environment: nothing that makes a program load other code, and no credentials. */
const handedOn = ['HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ'];
/** Variables that name a place; a relative one would be of whoever chose the folder that the command was started in. */
const placesHandedOn = ['TMPDIR', 'XDG_RUNTIME_DIR', 'NODE_COMPILE_CACHE', 'NODE_EXTRA_CA_CERTS'];

/** Start a supervisor that outlives this process, and wait for its first news. */
export async function startSupervisor(file: string, state: StateFolder, io: Io): Promise<SupervisorNews> {
  const logFile = join(state.logs, 'supervisor.log');
  const log = appendToLog(logFile);
  const begins = fstatSync(log).size;
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const supervisor = spawn(process.execPath, [main, 'supervise', '--file', file], {
    detached: true,
    cwd: state.root,
    stdio: ['ignore', log, log, 'pipe'],
    env: supervisorEnvironment(io.env),
  });
  closeSync(log);
  const ended = once(supervisor, 'exit');
  const news = supervisor.stdio[3] as Readable;
  try {
    for await (const line of createInterface({ input: news })) {
      // It outlives this process; one that said nothing is waited for until it has ended.
      supervisor.unref();
      return JSON.parse(line);
    }
  } finally {
    news.destroy();
  }
  const [code, signal] = await ended;
  throw died(logFile, begins, signal === null ? `with exit code ${code}` : `by ${signal}`);
}

/** The environment that the supervisor is started with. */
export function supervisorEnvironment(caller: Io['env']): Record<string, string> {
  const given = [...handedOn, ...placesHandedOn].flatMap((name) => {
    const value = caller[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const kept = given.filter(([name, value]) => handedOn.includes(name) || value.startsWith('/'));
  const path = (caller.PATH ?? '').split(':').filter((folder) => folder.startsWith('/'));
  return { ...Object.fromEntries(kept), PATH: path.join(':') };
}

function died(logFile: string, from: number, how: string): Problem {
  using log = openLog(logFile);
  return new Problem({
    code: 'SupervisorDied',
    message: `The supervisor ended ${how} before it was ready: ${lastWords(log.textFrom(from))}.`,
    fix: `Read ${logFile}.`,
    whose: 'machine',
    state: 'The workspace is down; nothing is lost.',
  });
}
