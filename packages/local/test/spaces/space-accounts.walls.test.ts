import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spaceAccounts } from '../../src/spaces/space-accounts.ts';
import { openState } from '../../src/state/open-state.ts';
import { type OpenedSpaces, openedSpaces } from './opened-space.ts';

const july = { person: 'july', project: 'sales' };
const anna = { person: 'anna', project: 'sales' };

test('a person keeps an account for good, of which nobody else has a part but the group of a project', () => {
  using database = openState(':memory:') as DatabaseSync & Disposable;
  const accounts = spaceAccounts(database, true);
  const [first, second] = [accounts.accountOf(july), accounts.accountOf(anna)];
  expect(first?.uid).not.toBe(second?.uid);
  expect(first?.groups).toEqual(second?.groups);
  expect(accounts.accountOf({ ...july, project: 'elsewhere' })?.groups).not.toEqual(first?.groups);
  expect(spaceAccounts(database, true).accountOf(july)).toEqual(first);
});

describe.skipIf(process.getuid?.() !== 0)('where root starts the spaces (skipped: this is not root)', () => {
  let opened: OpenedSpaces;
  beforeAll(async () => {
    opened = await openedSpaces();
    await Promise.all([opened.spaces.open(july), opened.spaces.open(anna)]);
  });
  afterAll(async () => await opened?.[Symbol.asyncDispose]());

  test('all that runs in a space is an account of its person alone, without rights, behind the filter', async () => {
    await opened.runCell(july, 'import subprocess; subprocess.Popen(["sleep", "600"])', 'keep');
    const of = (person: string) => statSync(join(opened.host.state.spaces, person, 'sales')).uid;
    // What makes the namespaces is root's, and runs nothing of anybody's.
    const inside = processesOf(opened.host.state.root).filter(
      ({ command }) => !command.startsWith(opened.host.bubblewrap),
    );
    expect(inside.some(({ command }) => command.includes('ipykernel'))).toBe(true);
    expect(inside.some(({ command }) => command.startsWith('sleep'))).toBe(true);
    expect(new Set(inside.map(({ status }) => status.Uid))).toEqual(
      new Set([of('july'), of('anna')].map((uid) => [uid, uid, uid, uid].join('\t'))),
    );
    for (const { status } of inside) {
      for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) expect(status[set]).toMatch(/^0+$/);
      expect([status.NoNewPrivs, status.Seccomp]).toEqual(['1', '2']);
    }
  });

  test('a cell makes no namespace, which would give it every right in there', async () => {
    const tries = `import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for number, first in ((272, 0x10000000), (56, 0x10000000 | 17), (435, 0)):
    print(libc.syscall(number, first, 0, 0, 0, 0), os.strerror(ctypes.get_errno()))
try:
    os.setuid(0)
except OSError as refused:
    print(refused.strerror)
`;
    const refused = 'Operation not permitted';
    expect(await opened.runCell(july, tries)).toBe(
      `-1 ${refused}\n-1 ${refused}\n-1 Function not implemented\n${refused}\n`,
    );
  });

  test('members read and change what is in the shared folder, and nobody sees the home of another', async () => {
    await opened.runCell(
      july,
      'open("/shared/sales/plan.txt", "w").write("first")\nopen("own.txt", "w").write("mine")',
    );
    expect(await opened.runCell(anna, 'open("/shared/sales/plan.txt", "a").write(" second")')).toBe('');
    expect(await opened.runCell(july, 'print(open("/shared/sales/plan.txt").read())')).toBe('first second\n');
    expect(await opened.runCell(anna, 'import os; print(os.listdir("/home"))')).toBe("['anna']\n");
  });

  test('nobody starts more processes than a person may have, and the others go on', async () => {
    const many = `import os, resource, signal, time
kind, (_, most) = resource.RLIMIT_NPROC, resource.getrlimit(resource.RLIMIT_NPROC)
try:
    resource.setrlimit(kind, (most, most + 1))
except ValueError as refused:
    print(refused)
# The kernel counts all of the account's; fewer of them take less long to start.
resource.setrlimit(kind, (100, most))
started = []
try:
    while True:
        child = os.fork()
        if child == 0:
            time.sleep(600)
        started.append(child)
except OSError as refused:
    print(most, refused.strerror, len(started) < 100)
for child in started:
    os.kill(child, signal.SIGKILL)
`;
    expect(await opened.runCell(july, many)).toBe(
      'not allowed to raise maximum limit\n4096 Resource temporarily unavailable True\n',
    );
    expect(await opened.runCell(anna, 'print(1 + 1)')).toBe('2\n');
  });
});

interface Seen {
  readonly command: string;
  readonly status: Readonly<Record<string, string>>;
}

/** Processes that carry a workspace's mark, as the machine sees them. */
function processesOf(root: string): readonly Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`ATELIER_STATE=${root}\0`)) return [];
        const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
        const status = Object.fromEntries(lines.map((line) => line.split(':\t') as [string, string]));
        return [{ command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '), status }];
      } catch {
        return [];
      }
    });
}
