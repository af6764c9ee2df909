import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Only root can act for other accounts. */
export const isRoot = process.getuid?.() === 0;

/** Two accounts without rights, whom nothing else on the machine belongs to. */
export const victim = 64_777;
export const stranger = 64_778;

/** Starts a program for another account, without root's groups or rights. */
export function startAs(
  account: number,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcess {
  const become = ['--reuid', `${account}`, '--regid', `${account}`, '--clear-groups', '--no-new-privs'];
  return spawn('setpriv', [...become, process.execPath, program, ...args], {
    cwd: '/',
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs a program for another account until its end, and gives its exit code and what it said. */
async function runAs(account: number, program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = startAs(account, program, args, env);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => (said += piece));
  child.stdin?.end();
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

/** The command line, for the victim. */
export function atelierAs(account: number, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return runAs(account, fileURLToPath(new URL('../../src/main.ts', import.meta.url)), args, env);
}

/** A folder that belongs to an account. */
export function folderOf(account: number, path: string, mode = 0o700): string {
  mkdirSync(path, { mode });
  chownSync(path, account, account);
  return path;
}
