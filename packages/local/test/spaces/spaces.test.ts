import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedSpaces, openedSpaces } from './opened-space.ts';

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
