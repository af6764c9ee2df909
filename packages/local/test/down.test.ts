import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { down } from '../src/down.ts';
import { createStateFolder, stateFolder } from '../src/state-folder.ts';

test('several that bring one workspace down at once wait for each other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'down-'));
  const state = createStateFolder(stateFolder(join(folder, 'atelier.yaml')));
  const outcomes = await Promise.all([down(state), down(state), down(state)]);
  expect(outcomes).toContain('was down');
  rmSync(folder, { recursive: true });
});

test('a workspace of another version, whose answers this one does not read, is brought down by a signal', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'down-'));
  const file = join(folder, 'atelier.yaml');
  const state = createStateFolder(stateFolder(file));
  const other = fork(join(import.meta.dirname, 'other-version.ts'), [file]);
  const ended = once(other, 'exit');
  await once(other, 'message');
  expect(await down(state)).toBe('stopped');
  expect(await ended).toEqual([null, 'SIGTERM']);
  rmSync(folder, { recursive: true });
});
