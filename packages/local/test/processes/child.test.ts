import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Host } from '../../src/host.ts';
import { startChild } from '../../src/processes/child.ts';
import { endOrphans } from '../../src/processes/orphans.ts';
import { newHost } from '../sandboxed-host.ts';

function run(host: Host, program: string, processes: 'one' | 'many' = 'one') {
  return startChild(host, {
    command: [host.python, '-P', '-c', program],
    sandbox: { name: 'child', reach: 'nothing', processes },
    log: join(host.state.logs, 'child.log'),
  });
}

function logOf(host: Host): string {
  return readFileSync(join(host.state.logs, 'child.log'), 'utf8');
}

test("a child process sees nothing of its caller's environment but language and time zone", async () => {
  const host = await newHost({
    AWS_SECRET_ACCESS_KEY: 'secret',
    PYTHONSTARTUP: '/tmp/theirs.py',
    LD_PRELOAD: '/tmp/theirs.so',
    PATH: '/tmp/theirs',
    TZ: 'Europe/Oslo',
  });
  await run(host, 'import os; print(sorted(os.environ), os.environ["PATH"], os.environ["TZ"])').ended;
  expect(logOf(host)).not.toMatch(/AWS|STARTUP|PRELOAD|theirs/);
  expect(logOf(host)).toContain('Europe/Oslo');
});

test('a child process runs nothing that lies in the folder it was started from', async () => {
  const host = await newHost();
  await run(host, 'import os, sys; print(os.getcwd(), "" in sys.path, sys.flags.safe_path)').ended;
  expect(logOf(host)).toBe('/ False True\n');
});

test('a child that does not end when asked is killed together with what it started', async () => {
  const host = await newHost();
  const program = `
import os, signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])
os.write(3, b'{"started": true}\\n')
signal.pause()`;
  const child = run(host, program, 'many');
  await child.reports[Symbol.asyncIterator]().next();
  expect(await child.stop(0.1)).toMatchObject({ signal: 'SIGKILL' });
  expect(await endOrphans(host.state.root)).toBe(0);
});

test('a child that is asked to end may finish what it does', async () => {
  const host = await newHost();
  const program = `
import os, signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
os.write(3, b'{"started": true}\\n')
signal.pause()`;
  const child = run(host, program);
  await child.reports[Symbol.asyncIterator]().next();
  expect(await child.stop(60)).toEqual({ code: 7, signal: null });
});

test('what a killed supervisor left running is found by its mark and ended, and nothing else is', async () => {
  const [mine, other] = [await newHost(), await newHost()];
  const children = [mine, other].map((host) => run(host, 'import time; time.sleep(600)'));
  const [left, untouched] = children as [(typeof children)[0], (typeof children)[0]];
  expect(await endOrphans(mine.state.root)).toBe(1);
  expect(await left.ended).toMatchObject({ signal: 'SIGKILL' });
  expect(isAlive(untouched.pid)).toBe(true);
  await untouched.stop(0);
});

test('what was left running is counted without what it had started, in whichever order they go', async () => {
  const program = `
import os, subprocess, sys
reading, writing = os.pipe()
held = f'import os, time; held = [bytearray(4096) for _ in range(20_000)]; os.write({writing}, b"1"); time.sleep(600)'
started = [subprocess.Popen([sys.executable, '-c', held], pass_fds=[writing]) for _ in range(12)]
for _ in started: os.read(reading, 1)
os.write(3, b'{"started": true}\\n')
started[0].wait()`;
  for (let round = 0; round < 4; round += 1) {
    const host = await newHost();
    const child = run(host, program, 'many');
    await child.reports[Symbol.asyncIterator]().next();
    expect(await endOrphans(host.state.root)).toBe(1);
    await child.ended;
  }
});

test('what was left running has let go of its locks once it is said to have ended', async () => {
  const program = `
import os, sqlite3, time
held = [bytearray(b'x' * 4096) for _ in range(100_000)]
database = sqlite3.connect(os.environ['TMPDIR'] + '/held.sqlite', isolation_level=None)
database.execute('begin exclusive')
os.write(3, b'{"holding": true}\\n')
time.sleep(600)`;
  for (let round = 0; round < 8; round += 1) {
    const host = await newHost();
    const child = run(host, program);
    await child.reports[Symbol.asyncIterator]().next();
    const taken = new DatabaseSync(join(host.state.scratch, 'child', 'held.sqlite'), { timeout: 0 });
    expect(() => taken.exec('begin exclusive')).toThrow('locked');
    expect(await endOrphans(host.state.root)).toBe(1);
    taken.exec('begin exclusive');
    taken.close();
  }
});

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
