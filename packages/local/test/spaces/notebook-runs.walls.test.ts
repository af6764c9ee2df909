import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NotebookNews } from '@atelier/core/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processesMarked } from './marked-processes.ts';
import { type OpenedSpaces, openedSpaces } from './opened-space.ts';
import { untilTrue } from './until-true.ts';

const july = { person: 'july', project: 'sales' };
const john = { person: 'john', project: 'sales' };
const elsewhere = { person: 'anna', project: 'stock' };

let opened: OpenedSpaces;
beforeAll(async () => {
  opened = await openedSpaces();
  await Promise.all([opened.spaces.open(john), opened.spaces.open(elsewhere)]);
  await opened.runCell(john, 'open("secret.txt", "w").write("of john")');
});
afterAll(async () => await opened?.[Symbol.asyncDispose]());

function run(source: string, timeoutSeconds = 300): AsyncIterable<NotebookNews> {
  const cell = { cell_type: 'code', metadata: {}, source, outputs: [], execution_count: null };
  const notebook = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [cell] });
  const asked = { ...july, notebook, name: 'n.ipynb', parameters: {}, timeoutSeconds };
  return opened.spaces.runNotebook(asked, new AbortController().signal);
}

/** What a cell printed; of one that failed, its problem. */
async function printed(source: string, timeoutSeconds?: number): Promise<string> {
  const pieces: string[] = [];
  try {
    for await (const item of run(source, timeoutSeconds)) if ('piece' in item) pieces.push(item.piece);
  } catch (error) {
    return String(error);
  }
  const [cell] = JSON.parse(pieces.join('')).cells;
  return cell.outputs.flatMap(({ text = [] }: { text?: string[] }) => text).join('');
}

test('it finds no way out to the internet, and of other homes, projects and sockets not even the names', async () => {
  const looks = `import os, socket
for family, to in ((socket.AF_INET, ("1.1.1.1", 443)), (socket.AF_INET6, ("2606:4700:4700::1111", 443))):
    try:
        socket.socket(family).connect(to)
        print("out")
    except OSError as refused:
        print(refused.strerror)
print(os.listdir(".."), os.listdir("/shared"), os.listdir("/run"))
home = os.environ["HOME"]
for path in ("../john/secret.txt", "../../home/john/secret.txt", "/proc/1/root" + home + "/../john/secret.txt"):
    print(os.path.exists(os.path.join(home, path)))
`;
  expect((await printed(looks)).split('\n').slice(0, 7)).toEqual([
    'Network is unreachable',
    'Network is unreachable',
    "['july'] ['sales'] ['atelier']",
    'False',
    'False',
    'False',
    '',
  ]);
});

test('it does not look into the process that runs it, nor take what that reports by', async () => {
  const tries = `import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
worker = os.getppid()
taken = libc.syscall(438, libc.syscall(434, worker, 0), 3, 0)
print("taken" if taken >= 0 else os.strerror(ctypes.get_errno()))
try:
    open(f"/proc/{worker}/mem", "rb")
    print("open")
except OSError as refused:
    print(refused.strerror)
`;
  expect(await printed(tries)).toBe('Operation not permitted\nPermission denied\n');
});

test('what it leaves behind ends with it, also a process that has gone its own way', async () => {
  const leaves = `import subprocess
subprocess.Popen(["setsid", "sleep", "4343"], start_new_session=True)
print("left")`;
  expect(await printed(leaves)).toBe('left\n');
  await untilTrue(async () => processesMarked(opened.host.state.root, 'sleep\u00004343') === 0);
});

test('one that starts ever more processes, or prints without end, is ended in its time and takes nobody along', async () => {
  const forks = `import os, time
made = 0
try:
    while made < 100_000:
        if os.fork() == 0:
            time.sleep(3600)
        made += 1
except OSError as refused:
    print(refused.strerror)`;
  expect(await printed(forks, 60)).toMatch(/Resource temporarily unavailable|Cell 1 of 1/);
  expect(await printed('while True: print("x" * 100_000)', 10)).toMatch(/Cell 1 of 1 .* was still running/);
  expect(await opened.runCell(john, 'print("goes on")')).toBe('goes on\n');
});

test('what its person has planted in the home is hers, and leads nobody elsewhere', async () => {
  const home = join(opened.host.state.spaces, 'july', 'sales');
  const outside = join(opened.host.state.root, 'outside');
  mkdirSync(outside);
  for (const name of ['runs', 'notebooks']) {
    rmSync(join(home, name), { recursive: true, force: true });
    symlinkSync(outside, join(home, name));
  }
  expect(await printed('print("runs all the same")')).toBe('runs all the same\n');
  expect(readdirSync(outside)).toEqual([]);
});

test('a kernel of its own making is ours again with the next start, and code that it has planted runs as nobody else', async () => {
  const home = join(opened.host.state.spaces, 'july', 'sales');
  const kernels = join(home, '.local/share/jupyter/kernels/python3');
  const planted = { argv: ['/bin/sh', '-c', 'sleep 5'], display_name: 'Python 3', language: 'python' };
  writeFileSync(join(kernels, 'kernel.json'), JSON.stringify(planted));
  const libraries = join(home, '.local/share/atelier/environment/lib/python3.11/site-packages');
  writeFileSync(
    join(libraries, 'planted.pth'),
    'import os; open(os.path.expanduser("~/whose"), "a").write(f"{os.getuid()} ")\n',
  );
  expect(await printed('print("ours")')).toBe('ours\n');
  const [first, ...others] = readFileSync(join(home, 'whose'), 'utf8').trim().split(' ');
  expect(first).toBe(String(statSync(home).uid));
  expect(new Set(others)).toEqual(new Set(others.map(() => first)));
});
