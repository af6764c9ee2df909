import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiRoutes } from '../../../core/src/contract/api-routes.ts';
import { listenOnSocket } from '../../src/routes/listen-on-socket.ts';
import { servedRoutes } from '../../src/routes/served-routes.ts';
import { crowdedExample, entranceFor, owner, person } from '../supervised.ts';

const example = await crowdedExample();
const folder = mkdtempSync(join(tmpdir(), 'raw-'));
const socket = join(folder, 'api.sock');
const asked: string[] = [];
let stop: () => Promise<void>;

beforeAll(async () => {
  const callerOf = (request: Request) => (request.headers.has('x-owner') ? owner : person('mallory'));
  const { app, inLines } = servedRoutes({ ...entranceFor(callerOf), workspace: () => example, mostBytes: 10_000 });
  inLines(apiRoutes.query, async function* ({ body }) {
    asked.push(body.sql);
    yield { rows: [] };
  });
  stop = await listenOnSocket(app, socket);
});

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

/** Send bytes and hear the answer to its end, as no client of ours would. */
async function send(bytes: string | Buffer): Promise<string> {
  const connection = connect(socket);
  connection.end(bytes);
  connection.setTimeout(60_000, () => connection.destroy());
  return text(connection).catch((error) => String(error));
}

const path = '/projects/sales-forecasting/sql';
const body = '{"sql":"select 1"}';
const json = `content-type: application/json\r\ncontent-length: ${body.length}`;
const good = `POST ${path} HTTP/1.1\r\nhost: x\r\nx-owner: 1\r\nconnection: close\r\n${json}\r\n\r\n${body}`;

const attacks: Readonly<Record<string, string | Buffer>> = {
  nothing: '',
  'bytes without meaning': Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 197 + 11) % 256)),
  'another protocol': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'a request of the second version': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'an old request': `POST ${path}\r\n\r\n`,
  'no host': good.replace('host: x\r\n', '').replace('x-owner: 1\r\n', ''),
  'an odd host': good.replace('host: x', 'host: a/b?c#d@e').replace('x-owner: 1\r\n', ''),
  'a whole address': good.replace(path, `http://owner${path}`).replace('x-owner: 1\r\n', ''),
  'another scheme': good.replace(path, 'file:///etc/passwd'),
  'a star': 'OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'a tunnel': 'CONNECT x:80 HTTP/1.1\r\nhost: x\r\n\r\n',
  'a trace': `TRACE ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
  'an upgrade': `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
  'a path of dots': good.replace(path, `/projects/x/../../..${path}`).replace('x-owner: 1\r\n', ''),
  'a path with a zero': good.replace(path, '/projects/%00/sql'),
  'a path of broken escapes': good.replace(path, '/projects/%zz%/sql'),
  'a path of bytes': Buffer.from(good.replace(path, '/projects/\u00ff\u00fe/sql'), 'latin1'),
  'an empty path': good.replace(path, ''),
  'a path of a million letters': good.replace(path, `/${'x'.repeat(1_000_000)}`),
  'a header of a million letters': good.replace('host: x', `host: x\r\nx-long: ${'x'.repeat(1_000_000)}`),
  'ten thousand headers': good.replace('host: x', `host: x${'\r\nx-a: b'.repeat(10_000)}`),
  'two lengths': good.replace('content-length', 'content-length: 5\r\ncontent-length'),
  'a length and chunks': good.replace('content-length', 'transfer-encoding: chunked\r\ncontent-length'),
  'a negative length': good.replace(/content-length: \d+/, 'content-length: -1'),
  'a length larger than the body': good.replace(/content-length: \d+/, 'content-length: 9999'),
  'a length far larger': good.replace(/content-length: \d+/, 'content-length: 99999999999'),
  'a length smaller than the body': good.replace(/content-length: \d+/, 'content-length: 3'),
  'chunks that are none': good.replace(/content-length: \d+/, 'transfer-encoding: chunked').replace(body, 'zz\r\n'),
  'a chunk that never comes': good
    .replace(/content-length: \d+/, 'transfer-encoding: chunked')
    .replace(body, 'ffff\r\n{'),
  'a second caller': good.replace('x-owner: 1\r\n', 'x-owner : 1\r\n'),
  'a header in a header': good.replace('x-owner: 1\r\n', 'x-a: 1\n x-owner: 1\r\n'),
  'a body for GET': `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${json}\r\n\r\n${body}`,
};

test.each(Object.entries(attacks))('%s does nothing, is no bug, and the next request is answered', async (_, bytes) => {
  asked.length = 0;
  const said = await send(bytes);
  expect(said).not.toMatch(/"rows"|"Bug"|HTTP\/1\.1 (200|500)/);
  expect(asked).toEqual([]);
  expect(await send(good)).toMatch(/^HTTP\/1\.1 200 .*"rows"/s);
});

test('somebody who hangs up in the middle is no harm to others', async () => {
  for (let cut = 1; cut < good.length; cut += 7)
    connect(socket)
      .end(good.slice(0, cut))
      .on('error', () => undefined)
      .resume();
  expect(await send(good)).toContain('"rows"');
});

test('the socket is for its owner alone', () => {
  expect(statSync(socket).mode & 0o777).toBe(0o600);
});
