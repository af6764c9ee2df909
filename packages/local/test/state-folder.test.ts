import { mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createStateFolder, stateFolder } from '../src/state-folder.ts';

test('state lies beside the workspace file, readable by its owner alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  const state = stateFolder(join(folder, 'atelier.yaml'));
  createStateFolder(state);
  expect(state.root).toBe(join(folder, '.atelier'));
  expect(statSync(state.root).mode & 0o777).toBe(0o700);
});

test('a path too long for a unix socket gets a short one that no other workspace has', () => {
  const deep = join(mkdtempSync(join(tmpdir(), 'state-')), 'a'.repeat(60), 'b'.repeat(60));
  mkdirSync(deep, { recursive: true });
  const sockets = ['one.yaml', 'two/one.yaml'].map((file) => stateFolder(join(deep, file)).socket);
  for (const socket of sockets) expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100);
  expect(new Set(sockets).size).toBe(2);
});

test('a socket folder that is open to others is closed to them', () => {
  const deep = join(mkdtempSync(join(tmpdir(), 'state-')), 'c'.repeat(110));
  mkdirSync(deep);
  const state = stateFolder(join(deep, 'atelier.yaml'));
  createStateFolder(state);
  expect(statSync(join(state.socket, '..')).mode & 0o777).toBe(0o700);
});
