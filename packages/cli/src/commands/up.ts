import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Problem } from '@atelier/core';
import {
  up as bringUp,
  createStateFolder,
  gatewayClient,
  type StateFolder,
  type SupervisorNews,
  stateFolder,
} from '@atelier/local';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { statusJson, statusText } from '../text/status-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

const largestPort = 65_535;

interface Options {
  readonly file?: string;
  readonly json?: boolean;
  /** The port, or true for any free one. */
  readonly listen?: string | true;
}

/** Start the workspace of a file, or bring a running one up to date with it; open its door when asked to. */
export async function up(io: Io, options: Options): Promise<ExitCode> {
  const port = typeof options.listen === 'string' ? portNumber(options.listen) : undefined;
  const file = workspaceFile(io, options.file);
  const workspace = await readWorkspace(file);
  const state = stateFolder(file);
  createStateFolder(state);
  io.err(`Starting ${workspace.name} …\n`);
  await bringUp(state, workspace, () => startInBackground(file, state, io));
  if (options.listen !== undefined) await gatewayClient(state).openDoor(port);
  const status = await gatewayClient(state).status();
  io.out(options.json ? statusJson(status) : statusText(status, options.file));
  return exitCodes.done;
}

function portNumber(value: string): number {
  const port = wholeNumber('--listen', value, 1);
  if (port <= largestPort) return port;
  throw new Problem({
    code: 'NoSuchPort',
    message: `--listen is ${port}; ports go from 1 to ${largestPort}.`,
    fix: 'Leave the number out for any port that is free.',
    whose: 'yours',
    state: 'Nothing was started.',
  });
}

/** Start a supervisor that outlives this process, and wait for its first news. */
async function startInBackground(file: string, state: StateFolder, io: Io): Promise<SupervisorNews> {
  const logFile = join(state.logs, 'supervisor.log');
  const log = openSync(logFile, 'a', 0o600);
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const supervisor = spawn(process.execPath, [main, 'supervise', '--file', file], {
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
    env: io.env,
  });
  closeSync(log);
  const news = supervisor.stdio[3] as Readable;
  try {
    for await (const line of createInterface({ input: news })) return JSON.parse(line);
  } finally {
    news.destroy();
    supervisor.unref();
  }
  throw new Problem({
    code: 'SupervisorDied',
    message: `The supervisor ended before it was ready: ${readFileSync(logFile, 'utf8').trimEnd().split('\n').at(-1)}`,
    fix: `Read ${logFile}.`,
    whose: 'machine',
    state: 'The workspace is down; nothing is lost.',
  });
}
