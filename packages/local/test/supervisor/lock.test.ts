import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type StateFolder, stateFolder } from '../../src/state-folder.ts';
import { lockHolder, takeLock } from '../../src/supervisor/lock.ts';

function newState(): StateFolder {
  const state = stateFolder(join(mkdtempSync(join(tmpdir(), 'lock-')), 'atelier.yaml'));
  mkdirSync(state.run, { recursive: true });
  return state;
}

test('one process at a time holds a workspace', () => {
  const state = newState();
  const lock = takeLock(state);
  expect(lock).toBeDefined();
  expect(takeLock(state)).toBeUndefined();
  expect(lockHolder(state)).toBe(process.pid);
  lock?.release();
  expect(lockHolder(state)).toBeUndefined();
});

test('a holder that is killed lets go at once, whatever it wrote down', async () => {
  const state = newState();
  const module = new URL('../../src/supervisor/lock.ts', import.meta.url).href;
  const hold = `import { takeLock } from '${module}'; takeLock({ run: '${state.run}' }); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', hold], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  expect(lockHolder(state)).toBe(holder.pid);
  expect(takeLock(state)).toBeUndefined();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(lockHolder(state)).toBeUndefined();
  expect(takeLock(state)).toBeDefined();
});
