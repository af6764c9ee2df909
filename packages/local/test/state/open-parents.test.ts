import { chmodSync, chownSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openToEverybody, refuseOpenParents } from '../../src/state/open-parents.ts';

let parent: string;
let path: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'parents-'));
  mkdirSync(join(parent, 'inner'));
  path = join(parent, 'inner/sockets');
  mkdirSync(path);
});

test.each([0o700, 0o755, 0o1777])('a folder in one of mode %o has its place for itself', (mode) => {
  chmodSync(parent, mode);
  expect(() => refuseOpenParents(path)).not.toThrow();
  expect(openToEverybody(path)).toBeUndefined();
});

test.each([0o777, 0o707, 0o733, 0o2777])('in one of mode %o everybody could take its place', (mode) => {
  chmodSync(parent, mode);
  expect(() => refuseOpenParents(path)).toThrowError(expect.objectContaining({ code: 'OpenParent' }));
  expect(openToEverybody(path)).toMatchObject({ folder: parent });
});

test.each([0o770, 0o2775])(
  'in one of mode %o a group could, which is refused for sockets and usual elsewhere',
  (mode) => {
    chmodSync(parent, mode);
    expect(() => refuseOpenParents(path)).toThrowError(expect.objectContaining({ code: 'OpenParent' }));
    expect(openToEverybody(path)).toBeUndefined();
  },
);

test.skipIf(process.getuid?.() !== 0)("in a stranger's folder the stranger could (needs root)", () => {
  chownSync(parent, 64_778, 64_778);
  expect(() => refuseOpenParents(path)).toThrowError(
    expect.objectContaining({ message: expect.stringContaining('account 64778') }),
  );
});
