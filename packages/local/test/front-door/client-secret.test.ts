import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { clientSecret } from '../../src/front-door/client-secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'secret-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string, mode = 0o600): string {
  const path = join(folder, 'secret');
  rmSync(path, { force: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

test('a secret is what its file holds, without the end of the line', () => {
  expect(clientSecret(written('s3cret-of-a-client\n'))).toBe('s3cret-of-a-client');
});

test.each([
  ['', 0o600, 'something else'],
  ['two words', 0o600, 'something else'],
  ['x'.repeat(5000), 0o600, 'more than 4096'],
  ['secret', 0o640, 'mode 640'],
  ['secret', 0o604, 'mode 604'],
])('%s with the mode %o is refused, and the secret is not told', (text, mode, told) => {
  expect(() => clientSecret(written(text, mode))).toThrow(told);
  if (text === 'secret') expect(() => clientSecret(written(text, mode))).not.toThrow(/"secret"/);
});

test('no file, or a folder, is refused', () => {
  expect(() => clientSecret(join(folder, 'missing'))).toThrow('ENOENT');
  expect(() => clientSecret(folder)).toThrow('no plain file');
});
