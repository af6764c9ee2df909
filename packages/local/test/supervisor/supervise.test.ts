import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { refuseFullDisk } from '../../src/supervisor/supervise.ts';

test('a disk with too little space is refused before anything starts, and the numbers are said', () => {
  const folder = mkdtempSync(`${tmpdir()}/disk-`);
  expect(() => refuseFullDisk(folder, Number.MAX_SAFE_INTEGER)).toThrow(
    expect.objectContaining({ code: 'DiskFull', message: expect.stringContaining(folder), state: expect.any(String) }),
  );
});

test('a disk with enough space is accepted', () => {
  expect(() => refuseFullDisk(tmpdir(), 1)).not.toThrow();
});
