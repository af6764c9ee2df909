import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendToLog, openLog } from '../../src/state/open-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'log-'));
const file = join(folder, 'a.log');

test('the last complete lines are given, then what comes after them, whole characters at a time', () => {
  writeFileSync(file, 'one\ntwo\nthree\nhal');
  using log = openLog(file);
  expect(log.lastLines(2)).toEqual(['two', 'three']);
  appendFileSync(file, Buffer.from('f €\n').subarray(0, 4));
  expect(log.more()).toBe('f ');
  appendFileSync(file, Buffer.from('f €\n').subarray(4));
  expect(log.more()).toBe('€\n');
  expect(log.more()).toBe('');
});

test('a log that was begun anew is read from its beginning', () => {
  writeFileSync(file, 'one\ntwo\n');
  using log = openLog(file);
  log.lastLines(1);
  truncateSync(file);
  appendFileSync(file, 'new\n');
  expect(log.more()).toBe('new\n');
});

test('no lines are none, and more lines than there are are all', () => {
  writeFileSync(file, 'one\n');
  using log = openLog(file);
  expect(log.lastLines(0)).toEqual([]);
  expect(log.lastLines(9)).toEqual(['one']);
});

test('what is appended is for its owner alone, and never goes through a link', () => {
  const fresh = join(folder, 'new.log');
  writeSync(appendToLog(fresh), 'x\n');
  expect([readFileSync(fresh, 'utf8'), statSync(fresh).mode & 0o777]).toEqual(['x\n', 0o600]);
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'link.log'));
  expect(() => appendToLog(join(folder, 'link.log'))).toThrowError(expect.objectContaining({ code: 'StateWrongKind' }));
});
