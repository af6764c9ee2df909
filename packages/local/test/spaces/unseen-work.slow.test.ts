import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askSpaceWork } from '../../src/spaces/space-work.ts';
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

test('a thread that a cell leaves at work is work, also while no cell runs; a kernel that waits is none', async () => {
  await opened.runCell(july, 'kept = 1', 'keep');
  const leaves = `import os, threading
def work():
    while not os.path.exists("plenty"): pass
threading.Thread(target=work).start()`;
  await opened.runCell(july, leaves, 'keep');
  await untilTrue(async () => (await busy()).some((each) => each.endsWith(': a thread')));
  expect(await busy()).toEqual([expect.stringMatching(/^kernel \S+: a thread$/)]);
  writeFileSync(join(opened.host.state.spaces, 'july/sales/plenty'), '');
  await untilTrue(async () => (await busy()).length === 0);
}, 120_000);
