import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Problem } from '@atelier/core';
import { up as bringUp, createStateFolder, type StateFolder, type SupervisorNews, stateFolder } from '@atelier/local';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { statusText } from '../text/status-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

/** Start the workspace of a file, or bring a running one up to date with it. */
export async function up(io: Io, options: { file?: string; json?: boolean }): Promise<ExitCode> {
  const file = workspaceFile(io, options.file);
  const workspace = await readWorkspace(file);
  const state = stateFolder(file);
  createStateFolder(state);
  io.err(`Starting ${workspace.name} …\n`);
  const status = await bringUp(state, workspace, () => startInBackground(file, state, io));
  io.out(options.json ? `${JSON.stringify({ state: 'up', ...status })}\n` : statusText(status, options.file));
  return exitCodes.done;
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
