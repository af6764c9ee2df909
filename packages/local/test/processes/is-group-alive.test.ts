import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isGroupAlive } from '../../src/processes/is-group-alive.ts';

/** A process with a group of its own, which starts another of that group that nobody will ask about. */
const leaves = 'sleep 0 & exec sleep 1000';

test('a group lives as long as one of its processes does something', async () => {
  const child = spawn('/bin/sh', ['-c', leaves], { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  const group = child.pid ?? 0;
  expect(isGroupAlive(group)).toBe(true);
  const ended = once(child, 'exit');
  process.kill(-group, 'SIGKILL');
  await ended;
  // The other one of the group is ended by the same signal, each when the machine next lets it run.
  await expect.poll(() => isGroupAlive(group), { timeout: 60_000 }).toBe(false);
});

test('one that has ended and is not asked about does not make a group live', async () => {
  // The parent becomes a program that asks about no child.
  const parent = spawn('/bin/sh', ['-c', 'set -m; true & exec sleep 1000'], { stdio: 'ignore' });
  await once(parent, 'spawn');
  const children = () =>
    readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  const isEnded = (pid: string) => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  await expect.poll(() => children().some(isEnded), { timeout: 60_000 }).toBe(true);
  const [child = ''] = children();
  expect(isGroupAlive(Number(child))).toBe(false);
  parent.kill('SIGKILL');
});
