import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tightenState } from '../../src/state/tighten-state.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tighten-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function put(name: string, mode: number): string {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'x');
  chmodSync(path, mode);
  return path;
}

function modesBelow(folder: string): number[] {
  const inside = readdirSync(folder, { recursive: true, withFileTypes: true });
  return [folder, ...inside.map(({ parentPath, name }) => join(parentPath, name))].map(
    (path) => lstatSync(path).mode & 0o7777,
  );
}

const places = [
  'state.sqlite',
  'run/lock.sqlite',
  'logs/a.log',
  'tracking/artifacts/1/model/a/b/c',
  'projects/p/w.duckdb',
];
const looseModes = [0o777, 0o666, 0o644, 0o604, 0o640, 0o606, 0o4755, 0o2770, 0o1777, 0o444, 0o040, 0o004];

describe.each(places)('the file %s', (place) => {
  test.each(looseModes.map((mode) => [mode.toString(8), mode] as const))(
    'of mode %s is for its owner alone',
    (_, mode) => {
      const path = put(place, mode);
      tightenState(root);
      expect(statSync(path).mode & 0o7077).toBe(0);
      expect(statSync(path).mode & 0o700).toBe(mode & 0o700);
    },
  );

  test('in folders that were open to everybody lies in folders of its owner alone', () => {
    const path = put(place, 0o666);
    for (let folder = dirname(path); folder.startsWith(root); folder = dirname(folder)) chmodSync(folder, 0o2777);
    tightenState(root);
    expect(modesBelow(root).filter((mode) => mode !== 0o700 && mode !== 0o600)).toEqual([]);
  });

  test.each(['/etc/hosts', '/etc', 'nothing', '/dev/zero', '.'])(
    'that is a link to %s is refused, and what it leads to is left alone',
    (target) => {
      const path = put(place, 0o600);
      rmSync(path);
      symlinkSync(target, path);
      const before = statSync('/etc/hosts').mode;
      expect(() => tightenState(root)).toThrowError(
        expect.objectContaining({ code: 'StateWrongKind', whose: 'machine' }),
      );
      expect(statSync('/etc/hosts').mode).toBe(before);
    },
  );

  test.skipIf(process.getuid?.() !== 0)('of another account is refused with whose it is (needs root)', () => {
    const path = put(place, 0o666);
    chownSync(path, 64_778, 64_778);
    expect(() => tightenState(root)).toThrowError(
      expect.objectContaining({ code: 'FolderOfAnotherUser', message: expect.stringContaining('64778') }),
    );
    expect(statSync(path).mode & 0o777).toBe(0o666);
  });
});

test('pipes and sockets are shut without being opened', async () => {
  const [pipe, socket] = [join(root, 'pipe'), join(root, 'socket')];
  execFileSync('mkfifo', ['-m', '666', pipe]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  chmodSync(socket, 0o777);
  tightenState(root);
  expect([statSync(pipe).mode & 0o777, statSync(socket).mode & 0o777]).toEqual([0o600, 0o700]);
  server.close();
});

test('a state folder that is itself a link is refused', () => {
  const link = `${root}-link`;
  symlinkSync(root, link);
  expect(() => tightenState(link)).toThrowError(expect.objectContaining({ code: 'StateWrongKind' }));
  rmSync(link);
});

test('a file that is exchanged for a link again and again while it is tightened leads nowhere', async () => {
  const bait = put('../bait', 0o644);
  const outside = join(dirname(root), `outside-${process.pid}`);
  renameSync(bait, outside);
  mkdirSync(join(root, 'logs'));
  const program = `
    const { renameSync, symlinkSync, writeFileSync, chmodSync } = require('node:fs');
    const { workerData: { folder, outside, stop } } = require('node:worker_threads');
    while (Atomics.load(new Int32Array(stop), 0) === 0) {
      try {
        writeFileSync(folder + '/next', 'x'); chmodSync(folder + '/next', 0o666); renameSync(folder + '/next', folder + '/a.log');
        symlinkSync(outside, folder + '/next'); renameSync(folder + '/next', folder + '/a.log');
      } catch {}
    }`;
  const stop = new SharedArrayBuffer(4);
  const worker = new Worker(program, { eval: true, workerData: { folder: join(root, 'logs'), outside, stop } });
  for (let times = 0; times < 300; times += 1) {
    try {
      tightenState(root);
    } catch (error) {
      expect(error).toMatchObject({ code: 'StateWrongKind' });
    }
  }
  Atomics.store(new Int32Array(stop), 0, 1);
  await new Promise((resolve) => worker.once('exit', resolve));
  expect(statSync(outside).mode & 0o777).toBe(0o644);
  rmSync(outside);
});

describe('what people keep', () => {
  test.each([
    'spaces/july/sales',
    'projects/sales/shared',
    'projects/sales/shared-space',
    'scratch/space.july.sales',
    'scratch/shared-space.sales',
  ])('in %s is left as it is, behind folders that are shut', (place) => {
    const kept = put(`${place}/notes.txt`, 0o644);
    symlinkSync('notes.txt', join(root, place, 'link'));
    const above = dirname(join(root, place));
    chmodSync(above, 0o777);
    tightenState(root);
    expect(statSync(kept).mode & 0o777).toBe(0o644);
    expect(statSync(above).mode & 0o777).toBe(0o700);
  });

  test.each([
    'spaces/july',
    'spaces',
    'projects/sales/other',
    'projects/sales/shared-other',
    'scratch/warehouse-sales',
  ])('is not in %s, where a link is refused as anywhere', (place) => {
    put(`${place}/notes.txt`, 0o644);
    symlinkSync('notes.txt', join(root, place, 'link'));
    expect(() => tightenState(root)).toThrow(/never a link/);
  });
});
