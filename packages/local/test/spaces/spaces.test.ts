import type { Workspace } from '@atelier/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedSpaces, openedSpaces } from './opened-space.ts';
import { untilTrue } from './until-true.ts';

const july = { person: 'july', project: 'sales' };

let opened: OpenedSpaces;
beforeAll(async () => {
  opened = await openedSpaces();
  await opened.spaces.open(july);
});
afterAll(async () => await opened?.[Symbol.asyncDispose]());

const asks = (port: number, path: string) =>
  `import urllib.request\nprint(urllib.request.urlopen("http://127.0.0.1:${port}${path}").read().decode(), end="")`;

test('a cell reaches tracking, the warehouse and endpoints at ports of its own, and nothing of the internet', async () => {
  const tries = `import socket, traceback
for family, to in ((socket.AF_INET, ("1.1.1.1", 443)), (socket.AF_INET6, ("2606:4700:4700::1111", 443))):
    try:
        socket.socket(family).connect(to)
        print("out")
    except OSError as refused:
        print(refused.strerror)
`;
  expect(await opened.runCell(july, tries)).toBe('Network is unreachable\nNetwork is unreachable\n');
  expect(await opened.runCell(july, asks(5000, '/health'))).toBe('july/sales tracking /health');
  expect(await opened.runCell(july, asks(8470, '/status'))).toBe('july/sales warehouse /status');
  expect(await opened.runCell(july, asks(8080, '/x'))).toBe('july/sales endpoints /x');
});

test('a space whose server is killed is there again, with what was kept, and no other has noticed', async () => {
  const anna = { person: 'anna', project: 'sales' };
  await opened.spaces.open(anna);
  const pidOf = (person: string) => {
    const found = opened.spaces.statuses().find((each) => each.person === person)?.service;
    return found !== undefined && 'pid' in found && found.state === 'ready' ? found.pid : undefined;
  };
  const [before, other] = [pidOf('july'), pidOf('anna')];
  await opened.runCell(july, 'open("kept.txt", "w").write("kept")');
  process.kill(before ?? 0, 'SIGKILL');
  await untilTrue(async () => pidOf('july') !== undefined && pidOf('july') !== before);
  expect(await opened.runCell(july, 'print(open("kept.txt").read())')).toBe('kept\n');
  expect(pidOf('anna')).toBe(other);
});

test('what was open is opened again, and one whose person has left is not', async () => {
  await opened.spaces.close();
  expect(opened.spaces.statuses()).toEqual([]);
  const project = { name: 'sales', members: ['july'] };
  const workspace = {
    studio: { idleStop: null, disk: null },
    people: [{ name: 'july' }, { name: 'anna' }],
    projects: [project],
  };
  await using again = await openedSpaces(opened.host);
  await again.spaces.restore(workspace as unknown as Workspace);
  expect(again.spaces.statuses()).toMatchObject([{ ...july, service: { state: 'ready' } }]);
  await again.spaces.keepOnly({ ...workspace, projects: [{ ...project, members: [] }] } as unknown as Workspace);
  expect(again.spaces.statuses()).toEqual([]);
});

test('where a wall is missing no space is opened, and the wall is named', async () => {
  const missing = [{ wall: 'network', reason: 'the machine refuses namespaces' }] as const;
  const host = { ...opened.host, walls: { namespaces: false, missing } };
  await using without = await openedSpaces(host);
  await expect(without.spaces.open(july)).rejects.toThrow(
    'The space of july in sales is not opened: this machine does not enforce the wall "network"',
  );
});
