import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createStateFolder, socketPath, stateFolder } from '../src/state-folder.ts';

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'state-'));
}

function deepFolder(): string {
  const deep = join(newFolder(), 'a'.repeat(60), 'b'.repeat(60));
  mkdirSync(deep, { recursive: true });
  return deep;
}

test('state lies beside the workspace file, readable by its owner alone', () => {
  const folder = newFolder();
  const state = stateFolder(join(folder, 'atelier.yaml'));
  createStateFolder(state);
  expect(state.root).toBe(join(folder, '.atelier'));
  for (const path of [state.root, ...readdirSync(state.root).map((name) => join(state.root, name))])
    expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('state that was open to others is closed to them', () => {
  const state = stateFolder(join(newFolder(), 'atelier.yaml'));
  createStateFolder(state);
  for (const path of [state.root, state.run, state.logs, state.tracking]) chmodSync(path, 0o777);
  createStateFolder(state);
  for (const path of [state.root, state.run, state.logs, state.tracking])
    expect(statSync(path).mode & 0o777).toBe(0o700);
});

describe('a path too long for a unix socket', () => {
  test('gets a short one that no other workspace has', () => {
    const deep = deepFolder();
    const sockets = ['one.yaml', 'two/one.yaml'].map((file) => stateFolder(join(deep, file)).controlSocket);
    for (const socket of sockets) expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100);
    expect(new Set(sockets).size).toBe(2);
  });

  test('has its sockets in the folder of the session where that is private, closed to others', () => {
    const runtime = newFolder();
    const state = createStateFolder(stateFolder(join(deepFolder(), 'atelier.yaml'), runtime));
    expect(dirname(dirname(state.controlSocket))).toBe(join(runtime, 'atelier'));
    for (const folder of [state.sockets, dirname(state.sockets)]) expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test.each([0o755, 0o770, 0o701])('does not use a folder of the session of mode %o', (mode) => {
    const runtime = newFolder();
    chmodSync(runtime, mode);
    expect(stateFolder(join(deepFolder(), 'atelier.yaml'), runtime).sockets).toMatch(/^\/tmp\/atelier-\d+\//);
  });

  test('is found again by whoever has no session', () => {
    const runtime = newFolder();
    const file = join(deepFolder(), 'atelier.yaml');
    const made = createStateFolder(stateFolder(file, runtime));
    expect(stateFolder(file).controlSocket).toBe(made.controlSocket);
    expect(readFileSync(join(made.run, 'sockets'), 'utf8').trim()).toBe(made.sockets);
    rmSync(made.sockets, { recursive: true });
    expect(createStateFolder(stateFolder(file)).controlSocket).toBe(made.controlSocket);
  });
});

describe('the path of a socket', () => {
  const sockets = `/run/user/1000/atelier/${'0'.repeat(16)}`;
  const path = (name: string) => socketPath({ sockets }, name);

  test('bears the name where it can', () => {
    expect(path('warehouse-sales')).toBe(`${sockets}/warehouse-sales.sock`);
  });

  test('is never longer than 100 bytes in the longest folder, and no two names share one', () => {
    const long = 'x'.repeat(200);
    const names = [
      'a',
      'A',
      'a/b',
      'a-b',
      'a_b',
      'ä',
      '',
      '..',
      '../a',
      '~a',
      long,
      `${long}y`,
      `${long}/`,
      'a\0b',
      'a\nb',
    ];
    const paths = names.map((name) => socketPath({ sockets: `/${'f'.repeat(69)}` }, name));
    for (const one of paths) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(100);
    expect(new Set(paths).size).toBe(names.length);
    for (const one of paths) expect(dirname(one)).toBe(`/${'f'.repeat(69)}`);
  });

  test('of a name is not that of the name that its digest would be', () => {
    const digest = path('x'.repeat(200)).split('/').at(-1)?.replace('.sock', '') ?? '';
    expect(path(digest)).not.toBe(path('x'.repeat(200)));
  });
});
