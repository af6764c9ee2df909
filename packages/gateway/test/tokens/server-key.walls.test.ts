import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { serverKeyAt } from '../../src/tokens/server-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'server-key-'));
const file = join(folder, 'server-key');
beforeEach(() => rmSync(file, { recursive: true, force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

test('a key is made once, for this account alone', () => {
  const key = serverKeyAt(file);
  expect(key.length).toBe(32);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(serverKeyAt(file)).toEqual(key);
});

test('one that others could read is shut', () => {
  const key = serverKeyAt(file);
  chmodSync(file, 0o644);
  expect(serverKeyAt(file)).toEqual(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a draft of a start that was cut off is in nobody’s way', () => {
  writeFileSync(`${file}.new`, 'half');
  expect(serverKeyAt(file).length).toBe(32);
});

test.each([
  ['a link', () => symlinkSync('/dev/zero', file)],
  ['a folder', () => mkdirSync(file)],
  ['an empty file', () => writeFileSync(file, '')],
  ['a longer file', () => writeFileSync(file, Buffer.alloc(33))],
])('%s in its place is refused, and stays', (_, place) => {
  place();
  expect(() => serverKeyAt(file)).toThrow(expect.objectContaining({ code: 'ServerKeyDamaged' }));
});
