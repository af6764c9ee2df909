import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '@atelier/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookAtProcesses, startedBy } from '../../../src/spaces/limits/process-tree.ts';
import { spaceHome } from '../../../src/spaces/space-folders.ts';
import { spaceLog } from '../../../src/spaces/space-sandbox.ts';
import { type OpenedSpaces, openedSpaces } from '../opened-space.ts';
import { untilTrue } from '../until-true.ts';

const july = { person: 'july', project: 'sales' };
const anna = { person: 'anna', project: 'sales' };
const mebibyte = 1024 ** 2;
const limits = { memoryBytes: 700 * mebibyte, processes: 300 };

/** A workspace in which each space may keep so much. */
function keeping(maxGb: number | null): Workspace {
  const studio = { idleStop: null, disk: maxGb === null ? null : { defaultGb: maxGb, maxGb } };
  return {
    studio,
    people: [{ name: 'july' }, { name: 'anna' }],
    projects: [{ name: 'sales', members: ['july', 'anna'] }],
  } as unknown as Workspace;
}

let opened: OpenedSpaces;
beforeAll(async () => {
  opened = await openedSpaces(undefined, undefined, { limits, lacks: 'the test wants none' });
  await opened.spaces.restore(keeping(null));
  await Promise.all([opened.spaces.open(july), opened.spaces.open(anna)]);
});
afterAll(async () => await opened?.[Symbol.asyncDispose]());

const statusOf = ({ person }: typeof july) => opened.spaces.statuses().find((one) => one.person === person);
const useOf = (space: typeof july) => statusOf(space)?.use;
const noticesOf = (space: typeof july) =>
  readdirSync(spaceHome(opened.host.state, space)).filter((name) => name.startsWith('this-space'));
const logOf = (space: typeof july) => readFileSync(spaceLog(opened.host.state, space), 'utf8');

describe('a space as a whole', () => {
  test('is listed with what it takes, and by what it is held to that', async () => {
    await untilTrue(async () => useOf(july) !== undefined && useOf(july) !== null && useOf(july)?.diskBytes !== null);
    const use = useOf(july);
    expect(use?.memoryBytes).toBeGreaterThan(20 * mebibyte);
    expect(use?.memoryBytes).toBeLessThan(300 * mebibyte);
    expect(use?.processes).toBeGreaterThan(2);
    expect(opened.spaces.limits()).toEqual({
      ...limits,
      diskBytes: null,
      by: 'each process',
      lacks: 'the test wants none',
    });
  });

  test('that takes too much memory by many processes loses the largest, and its neighbour notices nothing', async () => {
    const pid = (space: typeof july) => JSON.stringify(statusOf(space)?.service);
    const before = [pid(july), pid(anna)];
    const hog = `import subprocess, sys
code = "import sys, time; held = bytearray(int(sys.argv[1]) * 1048576); print(1, flush=True); time.sleep(60)"
children = []
for size in ("100", "150", "450"):
    children.append(subprocess.Popen([sys.executable, "-c", code, size], stdout=subprocess.PIPE))
    children[-1].stdout.readline()
ends = []
while not ends:
    ends = [index for index, child in enumerate(children) if child.poll() is not None]
for child in children:
    child.kill()
print(ends)`;
    expect(await opened.runCell(july, hog)).toBe('[2]\n');
    await untilTrue(async () => noticesOf(july).includes('this-space-had-no-memory-left.txt'));
    expect(logOf(july)).toMatch(
      /it took more than the 700 MiB that a space may have, and its largest process, with [34]\d\d MiB, was ended/,
    );
    expect(opened.news.filter((line) => line.includes('july/sales: it took more'))).toHaveLength(1);
    expect([pid(july), pid(anna)]).toEqual(before);
    expect(await opened.runCell(anna, 'print(6 * 7)')).toBe('42\n');
    expect(noticesOf(anna)).toEqual([]);
  });

  test('what a fork shares with its parent is not counted twice', async () => {
    const forks = `import os, time
held = bytearray(250 * 1048576)
children = []
for _ in range(4):
    child = os.fork()
    if child == 0:
        time.sleep(4)
        os._exit(0)
    children.append(child)
print([os.waitpid(child, 0)[1] for child in children])`;
    expect(await opened.runCell(july, forks)).toBe('[0, 0, 0, 0]\n');
  });

  test('one process that wants all of it is refused by the kernel', async () => {
    expect(await opened.runCell(july, 'held = bytearray(3 * 1024 ** 3)')).toMatch(/^MemoryError/);
  });

  test('that starts too many processes is ended and begun anew, and its neighbour goes on', async () => {
    const before = statusOf(anna)?.service;
    const terminal = await opened.openTerminal(july);
    await opened.typeInto(july, terminal, 'for i in $(seq 400); do sleep 600 & done\n').catch(() => undefined);
    const restarts = () => {
      const service = statusOf(july)?.service;
      return service !== undefined && 'restarts' in service && service.state === 'ready' ? service.restarts : 0;
    };
    await untilTrue(async () => restarts() === 1);
    expect(logOf(july)).toContain(
      'it had more than the 300 processes that a space may have, and all of them were ended',
    );
    expect(await opened.runCell(july, 'print("again")')).toBe('again\n');
    expect(statusOf(anna)?.service).toEqual(before);
  });

  test('stands back where the rest of the workspace wants the processors', async () => {
    const hog = `import os, subprocess, sys
print(os.nice(0), open("/proc/self/autogroup").read().split()[-1] if os.path.exists("/proc/self/autogroup") else "5")`;
    expect(await opened.runCell(july, hog)).toMatch(/^5 /);
  });
});

describe('what a space keeps', () => {
  const fill = `import os
def write(name, size):
    try:
        with open(name, "wb") as file:
            file.write(b"x" * size)
        return "written"
    except OSError as error:
        return error.strerror
`;

  /** Largest file that what runs in a space may write now, and the most that it may raise that to, as the kernel says. */
  const growsTo = (space: typeof july) => {
    const service = statusOf(space)?.service;
    const pid = service !== undefined && 'pid' in service ? service.pid : 0;
    const [first] = startedBy(lookAtProcesses(), pid).slice(1);
    return /^Max file size\s+(\S+)\s+(\S+)/m.exec(readFileSync(`/proc/${first?.pid}/limits`, 'utf8'))?.slice(1);
  };

  test('beyond what it may grows no more, in open files and new ones, until some are removed', async () => {
    const terminal = await opened.openTerminal(july);
    expect(await opened.runCell(july, `${fill}print(write("big.bin", 40 * 1048576))`)).toBe('written\n');
    await opened.spaces.keepOnly(keeping(1));
    await untilTrue(async () => (useOf(july)?.diskBytes ?? 0) > 40 * mebibyte);
    const gigabytes = (useOf(july)?.diskBytes ?? 0) / 1e9;
    await opened.spaces.keepOnly(keeping(gigabytes / 0.95));
    await untilTrue(async () => noticesOf(july).includes('this-space-has-no-disk-left.txt'));
    expect(growsTo(july)).toEqual(['unlimited', 'unlimited']);
    await opened.spaces.keepOnly(keeping(gigabytes / 1.03));
    await untilTrue(async () => growsTo(july)?.[0] === '65536');
    const cell = `${fill}print(write("more.bin", 1048576), write("small.txt", 1000))`;
    expect(await opened.runCell(july, cell)).toBe('File too large written\n');
    await opened.spaces.keepOnly(keeping(gigabytes / 1.5));
    await untilTrue(async () => growsTo(july)?.join() === '0,0');
    expect(await opened.runCell(anna, `${fill}print(write("more.bin", 1048576))`)).toBe('written\n');
    const notice = join(spaceHome(opened.host.state, july), 'this-space-has-no-disk-left.txt');
    expect(readFileSync(notice, 'utf8')).toMatch(
      /it keeps \d+ MiB of the \d+ MiB that a space may keep: no file grows/,
    );
    await opened.typeInto(july, terminal, 'rm big.bin more.bin\n');
    const again = 'it has room again: stop it and open it again';
    await untilTrue(async () => growsTo(july)?.[0] === 'unlimited' || opened.news.some((line) => line.includes(again)));
    if (growsTo(july)?.[0] === '0') {
      await opened.spaces.stop(july);
      await opened.spaces.open(july);
    }
    expect(await opened.runCell(july, `${fill}print(write("more.bin", 1048576))`)).toBe('written\n');
    expect(noticesOf(anna)).toEqual([]);
  });
});
