import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { requirePython } from '../src/require-python.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-python-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('an environment that is not there is to be installed', () => {
  expect(() => requirePython(join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'PythonMissing' }));
});

test('an environment that this account may not run is not called missing', () => {
  writeFileSync(join(folder, 'out-of-reach'), '', { mode: 0o600 });
  symlinkSync('out-of-reach', join(folder, 'python'));
  expect(() => requirePython(join(folder, 'python'))).toThrow(expect.objectContaining({ code: 'PythonOutOfReach' }));
});

test('an environment that runs passes', () => {
  expect(() => requirePython(process.execPath)).not.toThrow();
});
