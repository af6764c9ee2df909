import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { divideCgroup, endCgroup } from '../../../src/spaces/limits/space-cgroups.ts';
import { untilTrue } from '../until-true.ts';

const limits = { memoryBytes: 1024 ** 3, processes: 500 };

test('a group is divided into one for each space and one for the rest, with the limits of a space', async () => {
  // Files instead of a kernel: what is written where, in which order.
  const folder = mkdtempSync(join(tmpdir(), 'groups-'));
  writeFileSync(join(folder, 'cgroup.procs'), '17\n');
  const cgroups = divideCgroup(folder);
  expect(readFileSync(join(folder, 'atelier-rest', 'cgroup.procs'), 'utf8')).toBe('17');
  expect(readFileSync(join(folder, 'cgroup.subtree_control'), 'utf8')).toBe('+cpu');
  const made = await cgroups.make('july/sales', limits);
  const read = (name: string) => readFileSync(join(made.folder, name), 'utf8');
  expect(readdirSync(made.folder)).toEqual(['memory.max', 'pids.max']);
  expect([read('memory.max'), read('pids.max')]).toEqual(['1073741824', '500']);
  writeFileSync(join(made.folder, 'memory.current'), '4096\n');
  writeFileSync(join(made.folder, 'pids.current'), '3\n');
  writeFileSync(join(made.folder, 'memory.events'), 'low 0\nhigh 0\nmax 9\noom 2\noom_kill 2\noom_group_kill 0\n');
  expect(made.use()).toEqual({ memoryBytes: 4096, processes: 3 });
  expect(made.endedForMemory()).toBe(2);
  rmSync(folder, { recursive: true });
});

const place = '/sys/fs/cgroup';
const mount = [place, join(place, 'unified')].find((path) => existsSync(join(path, 'cgroup.controllers')));

function mayWrite(): boolean {
  try {
    accessSync(mount ?? '', constants.W_OK);
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

test.skipIf(!mayWrite())(
  'the end of a group ends all that is in it, also what has left its parent and its session',
  async () => {
    const folder = join(mount ?? '', `atelier-test-${process.pid}`);
    mkdirSync(folder);
    try {
      const script = `echo 0 > ${folder}/cgroup.procs; for i in 1 2 3; do setsid sleep 600 & done; sleep 600`;
      const child = spawn('/bin/sh', ['-c', script], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      const inside = () => readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean);
      await untilTrue(async () => inside().length >= 5);
      await endCgroup(folder);
      expect((await ended)[1]).toBe('SIGKILL');
      expect(existsSync(folder)).toBe(false);
      await endCgroup(folder);
    } finally {
      if (existsSync(folder)) rmdirSync(folder);
    }
  },
);
