import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { python } from './in-python.ts';

/** A stock Jupyter server, as somebody starts it. */
export interface StartedJupyter {
  stop(): Promise<void>;
}

/** Start one; it resolves when it is asked successfully by `isUp`. */
export async function startJupyter(
  folder: string,
  options: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
  isUp: () => Promise<boolean>,
): Promise<StartedJupyter> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const log = openSync(join(folder, 'log'), 'a');
  const given = { 'ServerApp.open_browser': 'False', 'ServerApp.allow_root': 'True', 'ServerApp.root_dir': folder };
  const args = Object.entries({ ...given, ...options }).map(([name, value]) => `--${name}=${value}`);
  const place = { PATH: process.env.PATH, HOME: folder, JUPYTER_RUNTIME_DIR: join(folder, 'run') };
  const server = spawn(python, ['-m', 'jupyter_server', ...args], {
    cwd: folder,
    env: { ...place, ...env },
    stdio: ['ignore', log, log],
  });
  while (!(await isUp())) await beforeItEnds(server);
  return {
    stop: async () => {
      server.kill('SIGTERM');
      if (server.exitCode === null && server.signalCode === null) await once(server, 'close');
    },
  };
}

async function beforeItEnds(server: ChildProcess): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (server.exitCode !== null) throw new Error('the Jupyter server ended while it started');
}
