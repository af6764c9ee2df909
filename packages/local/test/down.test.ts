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
