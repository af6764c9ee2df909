import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { fullDiskProblem, refuseFullDisk } from '../src/full-disk.ts';

test('a disk with too little space is refused before anything starts, and the numbers are said', () => {
  const folder = mkdtempSync(`${tmpdir()}/disk-`);
  expect(() => refuseFullDisk(folder, Number.MAX_SAFE_INTEGER)).toThrow(
    expect.objectContaining({ code: 'DiskFull', message: expect.stringContaining(folder), state: expect.any(String) }),
  );
});

test('a disk with enough space is accepted', () => {
  expect(() => refuseFullDisk(tmpdir(), 1)).not.toThrow();
});

test('a write that fails for want of space is a problem of the machine that names the file', () => {
  let failure: unknown;
  try {
    writeFileSync('/dev/full', 'anything');
  } catch (error) {
    failure = error;
  }
  expect(fullDiskProblem(failure)).toMatchObject({ code: 'DiskFull', whose: 'machine' });
  expect(fullDiskProblem(new Error('something else'))).toMatchObject({ message: 'something else' });
});
