import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announceStop, askSpaceWork } from '../../src/spaces/space-work.ts';
import { socketPath } from '../../src/state-folder.ts';
import { type OpenedSpaces, openedSpaces } from './opened-space.ts';
import { untilTrue } from './until-true.ts';

const july = { person: 'july', project: 'sales' };

let opened: OpenedSpaces;
let socket: string;
beforeAll(async () => {
  opened = await openedSpaces();
  await opened.spaces.open(july);
  socket = socketPath({ sockets: opened.host.state.innerSockets }, 'space.july.sales');
});
afterAll(async () => await opened?.[Symbol.asyncDispose]());

const busy = async () => (await askSpaceWork(socket)).busy;

test('a space where nobody has done anything is quiet, and says since when', async () => {
  const work = await askSpaceWork(socket);
  expect(work.busy).toEqual([]);
  expect(Math.abs(Date.now() - work.lastActivityAtMs)).toBeLessThan(60_000);
});

test('a cell that runs is work until it has ended', async () => {
  const running = opened.runCell(
    july,
    'import time\nopen("started", "w").close()\nwhile True:\n  import os\n  if os.path.exists("go"): break\n  time.sleep(0.1)',
  );
  await untilTrue(async () => (await busy()).some((each) => each.startsWith('kernel ')));
  writeFileSync(join(opened.host.state.spaces, 'july/sales/go'), '');
  await running;
  expect(await busy()).toEqual([]);
});

test('a space answers at every moment of a kernel that is started and ended', async () => {
  const done = new AbortController();
  const asking = (async () => {
    let asked = 0;
    for (; !done.signal.aborted; asked += 1) await askSpaceWork(socket);
    return asked;
  })();
  await opened.runCell(july, 'print(1)');
  done.abort();
  expect(await asking).toBeGreaterThan(3);
});

test('what a cell leaves running is work, also when its kernel has ended', async () => {
  const leaves = `import subprocess
subprocess.Popen(["/bin/sh", "-c", "while [ ! -e enough ]; do sleep 0.1; done"], start_new_session=True)`;
  await opened.runCell(july, leaves);
  expect(await busy()).toEqual([expect.stringMatching(/^(kernel \S+|on its own): \/bin\/sh -c while/)]);
  writeFileSync(join(opened.host.state.spaces, 'july/sales/enough'), '');
  await untilTrue(async () => (await busy()).length === 0);
});

test('a job of a terminal is work, in the foreground and behind; a shell that waits is none', async () => {
  const name = await opened.openTerminal(july);
  await untilTrue(async () => (await busy()).length === 0);
  await opened.typeInto(july, name, 'sleep 300 &\r');
  await untilTrue(async () => (await busy()).some((each) => each.startsWith(`terminal ${name}: sleep 300`)));
  await opened.typeInto(july, name, 'kill %1\r');
  await untilTrue(async () => (await busy()).length === 0);
});

test('a download is work for as long as somebody reads it', async () => {
  await opened.runCell(july, 'open("large.bin", "wb").write(bytes(30_000_000))');
  const reader = connect(socket);
  reader.write('GET /files/large.bin HTTP/1.1\r\nHost: july--sales.localhost:8470\r\n\r\n');
  await new Promise((resolve) => reader.once('readable', resolve));
  expect(await busy()).toEqual(['GET /files/large.bin']);
  reader.destroy();
  await untilTrue(async () => (await busy()).length === 0);
});

test('a stop is announced by a file in the home, which is taken away with it', async () => {
  const notice =
    'import os, pathlib\np = pathlib.Path("this-space-stops-soon.txt")\nprint(p.exists() and p.read_text().split(" unless")[0])';
  await announceStop(socket, Date.parse('2026-01-01T10:30:00Z'));
  expect(await opened.runCell(july, notice)).toBe('Nobody works here: this space stops at 10:30 UTC\n');
  await announceStop(socket, undefined);
  expect(await opened.runCell(july, notice)).toBe('False\n');
});
