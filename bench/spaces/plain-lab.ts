import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** JupyterLab as one starts it by hand: no walls, no token, on a unix socket; resolves when it answers. */
export async function startPlainLab(python: string): Promise<{ readonly pid: number; stop(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'plain-lab-'));
  const socket = join(home, 'lab.sock');
  const settings = {
    'ServerApp.sock': socket,
    'ServerApp.root_dir': home,
    'ServerApp.open_browser': 'False',
    'ServerApp.allow_root': 'True',
    'IdentityProvider.token': '',
  };
  const args = ['-P', '-m', 'jupyterlab', ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`)];
  const lab = spawn(python, args, { cwd: home, stdio: 'ignore', env: { PATH: process.env.PATH, HOME: home } });
  const ended = once(lab, 'exit');
  while (!(await answers(socket, lab))) await setTimeout(10);
  return {
    pid: lab.pid ?? 0,
    stop: async () => {
      lab.kill('SIGKILL');
      await ended;
      rmSync(home, { recursive: true });
    },
  };
}

async function answers(socketPath: string, { exitCode }: ChildProcess): Promise<boolean> {
  if (exitCode !== null) throw new Error(`JupyterLab ended with ${exitCode}`);
  try {
    const asked = request({ socketPath, path: '/api' }).end();
    const [answer] = await once(asked, 'response');
    answer.resume();
    return answer.statusCode === 200;
  } catch {
    // It does not listen yet.
    return false;
  }
}
