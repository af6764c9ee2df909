import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeOwnerToken } from '../../src/front-door/owner-token.ts';

const place = () => join(mkdtempSync(join(tmpdir(), 'token-')), 'token');

test("the owner's token has 256 bits, is another one each time, and is known by its digest", () => {
  const [first, second] = [makeOwnerToken(place()), makeOwnerToken(place())];
  const text = readFileSync(first.tokenFile, 'utf8');
  expect(Buffer.from(text, 'base64url')).toHaveLength(32);
  expect(text).not.toBe(readFileSync(second.tokenFile, 'utf8'));
  expect(first.digest).toBe(createHash('sha256').update(text).digest('hex'));
});

test('it is in two files that its owner alone may read, whatever was there before, and in none after', () => {
  const file = place();
  writeFileSync(file, 'old', { mode: 0o644 });
  writeFileSync(`${file}.new`, 'left by a killed supervisor', { mode: 0o644 });
  const { tokenFile, headerFile, remove } = makeOwnerToken(file);
  const text = readFileSync(tokenFile, 'utf8');
  expect(readFileSync(headerFile, 'utf8')).toBe(`Authorization: Bearer ${text}\n`);
  expect([tokenFile, headerFile].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
  remove();
  expect(readdirSync(join(file, '..'))).toEqual([]);
});
