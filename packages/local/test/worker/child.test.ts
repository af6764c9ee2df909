import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findHost } from '../../src/host.ts';
import { createStateFolder, stateFolder } from '../../src/state-folder.ts';
import { startChild } from '../../src/worker/child.ts';
import { endOrphans } from '../../src/worker/orphans.ts';

function newHost(environment: Record<string, string> = {}) {
  const state = stateFolder(join(mkdtempSync(join(tmpdir(), 'child-')), 'atelier.yaml'));
  createStateFolder(state);
  return findHost(state, { PATH: process.env.PATH, ...environment });
}

function run(host: ReturnType<typeof newHost>, program: string) {
  return startChild(host, { args: ['-c', program], log: join(host.state.logs, 'child.log') });
}

test("a child process sees none of its caller's credentials", async () => {
  const host = newHost({ AWS_SECRET_ACCESS_KEY: 'secret', AWS_PROFILE: 'someone' });
  await run(host, 'import os; print(sorted(name for name in os.environ if name.startswith("AWS")))').ended;
  expect(readFileSync(join(host.state.logs, 'child.log'), 'utf8')).toBe('[]\n');
});

test('a child that does not end when asked is killed together with what it started', async () => {
  const host = newHost();
  const program = `
import os, signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])
os.write(3, b'{"grandchild": %d}\\n' % grandchild.pid)
signal.pause()`;
  const child = run(host, program);
  const first = await child.reports[Symbol.asyncIterator]().next();
  const { grandchild } = first.value as { grandchild: number };
  expect(await child.stop(0.1)).toEqual({ code: null, signal: 'SIGKILL' });
  await expect.poll(() => isAlive(grandchild)).toBe(false);
});

test('what a killed supervisor left running is found by its mark and ended, and nothing else is', async () => {
  const [mine, other] = [newHost(), newHost()];
  const children = [mine, other].map((host) => run(host, 'import time; time.sleep(600)'));
  const [left, untouched] = children as [(typeof children)[0], (typeof children)[0]];
  expect(await endOrphans(mine.state.root)).toBe(1);
  expect(await left.ended).toEqual({ code: null, signal: 'SIGKILL' });
  expect(isAlive(untouched.pid)).toBe(true);
  await untouched.stop(0);
});

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
