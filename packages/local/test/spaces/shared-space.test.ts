import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Workspace } from '@atelier/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SpaceName, spaceFileName } from '../../src/spaces/space-name.ts';
import { socketPath } from '../../src/state-folder.ts';
import { type OpenedSpaces, openedSpaces } from './opened-space.ts';

const shared = { person: null, project: 'sales' };
const july = { person: 'july', project: 'sales' };

let opened: OpenedSpaces;
beforeAll(async () => {
  opened = await openedSpaces();
  await Promise.all([opened.spaces.open(shared), opened.spaces.open(july)]);
});
afterAll(async () => await opened?.[Symbol.asyncDispose]());

/** What its server answers, as the front door asks it. */
function ask(space: SpaceName, path: string, visitor?: string): Promise<string> {
  const at = socketPath({ sockets: opened.host.state.innerSockets }, spaceFileName(space));
  const headers = { host: 'localhost', ...(visitor && { 'atelier-person': visitor }) };
  return new Promise((resolve, reject) => {
    request({ socketPath: at, path, headers, agent: false }, (answer) => {
      text(answer).then((said) => resolve(`${answer.statusCode} ${said}`), reject);
    })
      .once('error', reject)
      .end();
  });
}

const asks = (port: number, path: string) =>
  `import urllib.request\nprint(urllib.request.urlopen("http://127.0.0.1:${port}${path}").read().decode(), end="")`;

test('a cell of a shared space asks as the space, at ports of its own, and is nobody', async () => {
  expect(await opened.runCell(shared, asks(8470, '/status'))).toBe('sales warehouse /status');
  const said = await opened.runCell(shared, 'import os\nprint(os.environ.get("ATELIER_PERSON"), os.getcwd())');
  expect(said).toMatch(/^None \S+\/sales\n$/);
});

test('it has a home of its own, and sees no home of a member', async () => {
  await opened.runCell(july, 'open("mine.txt", "w").write("july")');
  await opened.runCell(july, 'open("/shared/sales/ours.txt", "w").write("ours")');
  expect(await opened.runCell(shared, 'print(open("/shared/sales/ours.txt").read())')).toBe('ours\n');
  const looks = 'import os\nprint(os.listdir("/home"), os.path.exists("mine.txt"))';
  expect(await opened.runCell(shared, looks)).toBe("['sales'] False\n");
  await opened.runCell(shared, 'open("team.txt", "w").write("team")');
  expect(await opened.runCell(july, 'print(os.listdir("/home"))'.replace(/^/, 'import os\n'))).toBe("['july']\n");
});

test('it hears who looks, and tells the others; in a space of one’s own it is always oneself', async () => {
  const identity = async (space: SpaceName, visitor?: string) => {
    const said = await ask(space, '/api/me', visitor);
    return JSON.parse(said.slice(4)).identity.username;
  };
  expect([await identity(shared, 'july'), await identity(shared, 'john')]).toEqual(['july', 'john']);
  expect([await identity(shared), await identity(july)]).toEqual(['workspace', 'july']);
});

test('documents are edited together there, and nowhere else', async () => {
  const index = '/api/fileid/index?path=team.txt';
  expect((await ask(shared, '/lab')).includes('@jupyter-ai-contrib/server-documents')).toBe(true);
  expect(await ask(july, index)).toMatch(/^40[45] /);
  const disabled = /"disabledExtensions": (\[[^\]]*\])/;
  const [, list = ''] = disabled.exec(await ask(july, '/lab')) ?? [];
  expect(list).toContain('"@jupyter-ai-contrib/server-documents"');
  expect(list).not.toContain('cell-executor');
});

test('it is opened again, until its project shares none', async () => {
  await opened.spaces.close();
  const projects = [{ name: 'sales', members: ['july'] }];
  const workspace = { studio: { idleStop: null, spaces: 'shared', disk: null }, people: [{ name: 'july' }], projects };
  await using again = await openedSpaces(opened.host);
  await again.spaces.restore(workspace as unknown as Workspace);
  const ready = { service: { state: 'ready' } };
  expect(again.spaces.statuses()).toMatchObject([
    { ...shared, ...ready },
    { ...july, ...ready },
  ]);
  const own = { ...workspace, studio: { idleStop: null, spaces: 'private', disk: null } };
  await again.spaces.keepOnly(own as unknown as Workspace);
  expect(again.spaces.statuses()).toMatchObject([july]);
});
