import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type StateFolder, stateFolder } from '../../src/state-folder.ts';
import { isLocked, supervisorPid, takeLock } from '../../src/supervisor/lock.ts';

function newState(): StateFolder {
  const state = stateFolder(join(mkdtempSync(join(tmpdir(), 'lock-')), 'atelier.yaml'));
  mkdirSync(state.run, { recursive: true });
  return state;
}

test('one process at a time holds a workspace', () => {
  const state = newState();
  const lock = takeLock(state, 'supervise');
  expect(lock).toBeDefined();
  expect(takeLock(state, 'supervise')).toBeUndefined();
  expect(supervisorPid(state)).toBe(process.pid);
  lock?.release();
  expect(isLocked(state)).toBe(false);
  expect(supervisorPid(state)).toBeUndefined();
});

test('looking whether a workspace is held turns nobody away, however many look', () => {
  const state = newState();
  for (let looks = 0; looks < 50; looks += 1) expect(isLocked(state)).toBe(false);
  expect(takeLock(state, 'supervise')).toBeDefined();
});

test('who only clears a workspace is never taken for its supervisor, and a stranger with an old id neither', () => {
  const state = newState();
  const clearing = takeLock(state, 'clear');
  expect(isLocked(state)).toBe(true);
  expect(supervisorPid(state)).toBeUndefined();
  clearing?.release();
  const supervising = takeLock(state, 'supervise');
  writeFileSync(
    join(state.run, 'holder.json'),
    JSON.stringify({ pid: 1, startedAt: 'long ago', purpose: 'supervise' }),
  );
  expect(supervisorPid(state)).toBeUndefined();
  supervising?.release();
});

test('a holder that is killed lets go at once, whatever it wrote down', async () => {
  const state = newState();
  const module = new URL('../../src/supervisor/lock.ts', import.meta.url).href;
  const hold = `import { takeLock } from '${module}'; takeLock({ run: '${state.run}' }, 'supervise'); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', hold], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  expect(supervisorPid(state)).toBe(holder.pid);
  expect(takeLock(state, 'supervise')).toBeUndefined();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(isLocked(state)).toBe(false);
  expect(takeLock(state, 'supervise')).toBeDefined();
});

test.each<[string, (state: StateFolder) => void]>([
  ['removed', ({ run }) => rmSync(run, { recursive: true })],
  ['moved away', ({ root }) => renameSync(root, `${root}-moved`)],
  [
    'put where another one is by now',
    ({ run }) => {
      renameSync(run, `${run}-before`);
      mkdirSync(run);
      writeFileSync(join(run, 'lock.sqlite'), '');
    },
  ],
])('a lock whose file was %s is lost, and its holder can see that', (_what, change) => {
  const state = newState();
  const lock = takeLock(state, 'supervise');
  expect(lock?.isLost()).toBe(false);
  change(state);
  expect(lock?.isLost()).toBe(true);
  lock?.release();
});
