import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { ReceiptEntry } from '@atelier/audit';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personIn } from '../crowd.ts';
import { closed, listening } from '../keeping-server.ts';
import { headersOf, testGateway } from '../test-gateway.ts';
import { rawConnection, upgradeHead, websocketServer } from '../websockets.ts';
import { askAtDoor, bytesAtDoor } from './at-space-door.ts';

const july = personIn('data-scientist', 'acme');
const space = { person: july, project: 'acme' };
const id = `${july}/acme`;
const open = await testGateway({ spaces: [space], absent: [`space ${july}/acme`, 'endpoint acme/sales'] });
const doors = await open.gateway.spaces.open(space);
const at = (name: string) => join(doors, `${name}.sock`);
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
/** Answers each request with what it was asked to, once all of the body is there. */
const answers = (path: string) =>
  listening((asked, answer) => {
    let bytes = 0;
    asked.on('data', (piece: Buffer) => {
      bytes += piece.length;
    });
    asked.once('end', () => answer.end(asked.url?.includes('big') ? Buffer.alloc(3_000_000, 'a') : `${bytes}`));
  }, path);
const behind: Server[] = [
  await answers(open.gateway.door.places.endpoint('acme', 'sales')),
  await answers(open.gateway.door.places.space(july, 'acme')),
];

beforeEach(() => {
  open.crossed.length = 0;
});
afterAll(async () => {
  await open.close();
  await Promise.all(behind.map(closed));
});

/** What is written down once there is so much of it. */
async function written(count = 1): Promise<readonly ReceiptEntry[]> {
  while (open.crossed.length < count) await setTimeout(5);
  return open.crossed;
}

const invoke = { method: 'POST', path: '/endpoints/sales/invocations' };

describe('at the sockets of a space', () => {
  test('a request is written down with its bytes and the digest of its body, and without its query', async () => {
    await askAtDoor(at('tracking'), { method: 'POST', path: '/api/2.0/mlflow/runs/search?secret=1', body: '{"a":1}' });
    expect(await written()).toEqual([
      {
        ...{ space: id, door: 'tracking', who: july, kind: 'request', method: 'POST' },
        path: '/api/2.0/mlflow/runs/search',
        ...{ status: 200, requestBytes: 7, answerBytes: 7, sha256: sha256('{"a":1}') },
        ...{ isPassedOn: true, isWhole: true, tookMillis: expect.any(Number) },
      },
    ]);
  });

  test('100 MB in pieces of unknown length are counted and digested as they pass', async () => {
    const piece = Buffer.alloc(1_000_003, 'b');
    const digest = createHash('sha256');
    const asked = request({ socketPath: at('endpoints'), ...invoke, headers: { host: 'localhost' }, agent: false });
    const answered = once(asked, 'response');
    for (let sent = 0; sent < 100; sent += 1) {
      digest.update(piece);
      if (!asked.write(piece)) await once(asked, 'drain');
    }
    asked.end();
    const [answer] = await answered;
    expect(await text(answer)).toBe('100000300');
    expect(await written()).toMatchObject([
      { requestBytes: 100_000_300, answerBytes: 9, sha256: digest.digest('hex'), isWhole: true },
    ]);
  });

  test('an upload that is given up is written down as far as it came', async () => {
    const asked = request({
      socketPath: at('endpoints'),
      ...invoke,
      headers: { host: 'localhost', 'content-length': 1000 },
      agent: false,
    });
    asked.on('error', () => undefined);
    asked.write('begun');
    await setTimeout(100);
    asked.destroy();
    const [entry] = await written();
    expect(entry).toMatchObject({ requestBytes: 5, sha256: sha256('begun'), isPassedOn: true, isWhole: false });
  });

  test('what is refused is written down with what came of it, as not passed on', async () => {
    const body = '{"name":"x"}';
    await askAtDoor(at('tracking'), { method: 'POST', path: '/api/3.0/mlflow/workspaces', body });
    const alias = { method: 'POST', path: '/api/2.0/mlflow/registered-models/alias', body };
    const refused = await askAtDoor(at('tracking'), alias);
    expect(await written(2)).toMatchObject([
      { status: 404, requestBytes: body.length, sha256: sha256(body), isPassedOn: false, isWhole: true },
      { status: 403, requestBytes: body.length, isPassedOn: false, answerBytes: refused.text.length },
    ]);
  });

  test('a request for the head alone has no bytes of an answer, and a server that is away has its refusal', async () => {
    await askAtDoor(at('tracking'), { method: 'HEAD', path: '/api/2.0/mlflow/runs/get' });
    expect(await written()).toMatchObject([
      { method: 'HEAD', status: 200, requestBytes: 0, sha256: null, answerBytes: 0 },
    ]);
    const path = '/endpoints/shared/invocations';
    await askAtDoor(at('endpoints'), { method: 'POST', path, body: 'rows' });
    expect((await written(2))[1]).toMatchObject({ path, requestBytes: 4, sha256: sha256('rows') });
  });

  test('several requests on one connection are several, and bytes that are none of a request are none', async () => {
    const one = 'POST /endpoints/sales/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n';
    await bytesAtDoor(at('endpoints'), `${one}abc${one}defnonsense`);
    expect(await written(2)).toMatchObject([{ sha256: sha256('abc') }, { sha256: sha256('def') }]);
    expect(open.crossed).toHaveLength(2);
  });

  test('what comes at once by many is written down once for each', async () => {
    const bodies = Array.from({ length: 200 }, (_, index) => `body ${index}`);
    await Promise.all(bodies.map((body) => askAtDoor(at('endpoints'), { ...invoke, body })));
    const digests = (await written(200)).map((entry) => entry.sha256);
    expect(digests.toSorted()).toEqual(bodies.map(sha256).toSorted());
  });
});

describe('at the origin of a space', () => {
  const files = `/spaces/${july}/acme/files`;

  test('what a browser takes out is written down by its path and bytes', async () => {
    await open.askAs(july, { path: `${files}/big.csv?download=1` });
    await open.askAs(july, { method: 'PUT', path: `/spaces/${july}/acme/api/contents/x`, body: '{}' });
    expect(await written(2)).toMatchObject([
      { door: 'browser', who: july, path: '/files/big.csv', answerBytes: 3_000_000, sha256: null, isWhole: true },
      { door: 'browser', method: 'PUT', path: '/api/contents/x', requestBytes: 2, sha256: sha256('{}') },
    ]);
  });

  test('a download that is given up is said to be cut', async () => {
    const socket = connect(open.port, '127.0.0.1');
    const head = Object.entries(headersOf(july)).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${files}/big.csv HTTP/1.1\r\nHost: localhost:${open.port}\r\n${head.join('')}\r\n`);
    await once(socket, 'data');
    socket.destroy();
    expect(await written()).toMatchObject([{ path: '/files/big.csv', status: 200, isWhole: false }]);
  });

  test('what goes to tracking or to an endpoint by a browser is in no receipt', async () => {
    await open.askAs(july, { path: '/projects/acme/tracking/health' });
    await open.askAs(july, { method: 'POST', path: '/projects/acme/endpoints/sales/invocations', body: 'x' });
    await open.askAs(july, { path: `${files}/last` });
    expect(await written()).toMatchObject([{ path: '/files/last' }]);
  });
});

describe('a websocket of a space', () => {
  const gateway = testGateway({ spaces: [], absent: [`space ${july}/acme`] });
  afterEach(async () => (await gateway).close());

  test('is written down with what went each way after the heads, once it is over', async () => {
    const other = await gateway;
    const server = await websocketServer(other.gateway.door.places.space(july, 'acme'));
    const named = Object.entries(headersOf(july)).map(([name, value]) => `${name}: ${value}`);
    const path = `/spaces/${july}/acme/api/kernels/1/channels?session_id=2`;
    const frames = 'frames of somebody';
    const connection = rawConnection(other.port, upgradeHead(path, `localhost:${other.port}`, ...named) + frames);
    await connection.hears(frames);
    connection.socket.write('and more');
    await connection.hears('and more');
    connection.socket.destroy();
    while (other.crossed.length === 0) await setTimeout(5);
    expect(other.crossed).toMatchObject([
      {
        ...{ kind: 'websocket', path: '/api/kernels/1/channels', status: 101, sha256: null, isWhole: true },
        ...{ requestBytes: frames.length + 8, answerBytes: frames.length + 8 },
      },
    ]);
    await server.close();
  });
});

test('where what crosses cannot be written down, nothing crosses any more, and it is said', async () => {
  const receipts = {
    append: () => Promise.reject(new Error('no space left on device')),
    close: async () => undefined,
  };
  const broken = await testGateway({ spaces: [space], receipts });
  const folder = await broken.gateway.spaces.open(space);
  const ask = () => askAtDoor(join(folder, 'tracking.sock'), { path: '/api/2.0/mlflow/runs/get' });
  expect((await ask()).status).toBe(200);
  while (broken.news.length === 0) await setTimeout(5);
  expect(broken.news).toEqual([expect.stringContaining('no space left on device')]);
  expect(await ask()).toMatchObject({ status: 503, text: expect.stringContaining('ReceiptNotWritten') });
  const inSpace = await broken.askAs(july, { path: `/spaces/${july}/acme/files/x` });
  expect(inSpace).toMatchObject({ status: 503 });
  expect(broken.reached).toHaveLength(1);
  await broken.close();
});
