import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { originText } from '../../src/origins/known-origins.ts';
import { crowdedWorkspace, personIn, without } from '../crowd.ts';
import { headersOf, type TestGateway, testGateway } from '../test-gateway.ts';
import {
  type RawConnection,
  rawConnection,
  upgradeHead,
  type WebsocketServer,
  websocketServer,
} from '../websockets.ts';

const july = personIn('data-scientist', 'acme');
const place = `space ${july}/acme`;
let open: TestGateway;
let space: WebsocketServer;

beforeEach(async () => {
  open = await testGateway({ absent: [place] });
  space = await websocketServer(open.gateway.door.places.space(july, 'acme'));
});

afterEach(async () => {
  await open.close();
  await space.close();
});

const socketPath = () => open.gateway.door.places.space(july, 'acme');
const inSpace = (path: string) => `/spaces/${july}/acme${path}`;

function asJuly(path: string, ...headers: string[]): RawConnection {
  const named = Object.entries(headersOf(july)).map(([name, value]) => `${name}: ${value}`);
  return rawConnection(open.port, upgradeHead(inSpace(path), `localhost:${open.port}`, ...named, ...headers));
}

/** Node's own client, open. */
async function opened(): Promise<WebSocket> {
  const options = { headers: headersOf(july) } as unknown as string[];
  const client = new WebSocket(
    `ws://localhost:${open.port}${inSpace('/api/kernels/1/channels?session_id=2')}`,
    options,
  );
  await once(client, 'open');
  return client;
}

async function echoed(client: WebSocket, text: string): Promise<string> {
  client.send(text);
  const [{ data }] = await once(client, 'message');
  return data;
}

/** The workspace, in which something else has changed. */
function changed(name = 'acme-lab') {
  return { ...crowdedWorkspace(), name };
}

describe('a websocket', () => {
  test('reaches the space with its path, and carries texts both ways', async () => {
    const client = await opened();
    expect([await echoed(client, 'one'), await echoed(client, 'two')]).toEqual(['one', 'two']);
    expect(space.asked.map(({ url }) => url)).toEqual(['/api/kernels/1/channels?session_id=2']);
    client.close();
  });

  test('stays open when the workspace changes, and is closed when its person leaves the project', async () => {
    const client = await opened();
    await open.admit(changed());
    expect(await echoed(client, 'still here')).toBe('still here');
    await open.admit(without(changed(), july, 'projects'));
    await once(client, 'close');
    await emptied(space.open);
  });

  test('is closed when its person leaves the file', async () => {
    const client = await opened();
    await open.admit(without(changed(), july, 'file'));
    await once(client, 'close');
    await emptied(space.open);
  });

  test('of somebody who has left is refused', async () => {
    await open.admit(without(changed(), july, 'projects'));
    const refused = asJuly('/lab');
    await refused.ended;
    expect(refused.heard()).toMatch(/^HTTP\/1\.1 403 /);
    expect(space.asked).toEqual([]);
  });

  test('that somebody asked for before they left is not open after', async () => {
    await open.close();
    await space.close();
    const written = Promise.withResolvers<void>();
    let appended = 0;
    const append = async () => {
      appended += 1;
      // The one for the websocket; what the owner says of the workspace is written down at once.
      if (appended === 1) await written.promise;
    };
    open = await testGateway({ absent: [place], audit: { append, close: async () => undefined } });
    space = await websocketServer(socketPath());
    const asked = asJuly('/lab');
    await until(() => appended === 1);
    await open.admit(without(changed(), july, 'file'));
    written.resolve();
    await asked.ended;
    expect(space.open.size).toBe(0);
  });

  test('is written down before the space hears of it', async () => {
    await opened();
    expect(open.audited).toMatchObject([{ who: july, action: 'space.open', allowed: true }]);
  });

  test('is closed with the front door, and with its space', async () => {
    const [first, second] = [await opened(), await opened()];
    const left = [...space.open];
    left[0]?.destroy();
    await Promise.race([once(first, 'close'), once(second, 'close')]);
    open.gateway.channels.closeAll();
    await until(() => [first, second].every(({ readyState }) => readyState === WebSocket.CLOSED));
  });

  test('that its caller leaves is left at the space too', async () => {
    const connection = asJuly('/lab');
    await connection.hears('101 ');
    connection.socket.destroy();
    await emptied(space.open);
  });
});

describe('what comes with the head', () => {
  test('of the request is the beginning of what the space hears, and nothing of it is a request', async () => {
    const inner = 'GET /inner HTTP/1.1\r\nHost: x\r\n\r\n';
    const named = Object.entries(headersOf(july)).map(([name, value]) => `${name}: ${value}`);
    const head = upgradeHead(inSpace('/lab'), `localhost:${open.port}`, ...named);
    const connection = rawConnection(open.port, head + inner);
    await connection.hears(inner);
    expect(space.asked.map(({ url }) => url)).toEqual(['/lab']);
    connection.socket.destroy();
  });

  test('of the answer is the beginning of what the caller hears', async () => {
    await space.close();
    const eager = createServer((stream) => {
      stream.once('data', () => {
        stream.write('HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nat once');
      });
    }).listen(socketPath());
    await once(eager, 'listening');
    const connection = asJuly('/lab');
    await connection.hears('\r\n\r\nat once');
    connection.socket.destroy();
    eager.close();
    space = await websocketServer(socketPath());
  });
});

describe('a header', () => {
  test('that carries a cookie, a token or a claim does not reach the space; its host and origin do', async () => {
    const host = `localhost:${open.port}`;
    const claims = ['Cookie: a=secret', 'Authorization: Bearer secret', 'Atelier-Person: secret', 'X-Secret: secret'];
    const connection = asJuly('/lab', ...claims, `Origin: http://${host}`, 'Sec-WebSocket-Protocol: v1.kernel');
    await connection.hears('101 ');
    const [asked] = space.asked;
    expect(JSON.stringify(asked?.rawHeaders)).not.toContain('secret');
    expect(asked?.headers).toMatchObject({ host, origin: `http://${host}`, 'sec-websocket-protocol': 'v1.kernel' });
    connection.socket.destroy();
  });

  test.each(['agrees', 'refuses'])('of a space that %s gives no cookie and opens no origin', async (kind) => {
    await space.close();
    const rights = ['Set-Cookie: session=mine', 'Access-Control-Allow-Origin: *', 'Service-Worker-Allowed: /'];
    const line =
      kind === 'agrees' ? '101 Yes\r\nConnection: Upgrade\r\nUpgrade: websocket' : '403 No\r\nContent-Length: 0';
    const server = createServer((stream) => {
      stream.once('data', () => stream.end(`HTTP/1.1 ${line}\r\n${rights.join('\r\n')}\r\n\r\n`));
    }).listen(socketPath());
    await once(server, 'listening');
    const connection = asJuly('/lab');
    await connection.ended;
    expect(connection.heard()).toMatch(kind === 'agrees' ? /^HTTP\/1\.1 101 / : /^HTTP\/1\.1 403 /);
    expect(connection.heard()).not.toMatch(/set-cookie|access-control|service-worker/i);
    server.close();
    space = await websocketServer(socketPath());
  });
});

describe('a space', () => {
  test('that refuses a websocket is heard', async () => {
    await space.close();
    await open.close();
    open = await testGateway({ behind: (_, response) => response.writeHead(409).end('no such kernel') });
    const connection = asJuly('/lab');
    await connection.ended;
    expect(connection.heard()).toMatch(/^HTTP\/1\.1 409 [\s\S]*no such kernel/);
    space = { asked: [], open: new Set(), close: async () => undefined };
  });

  test('that is not up is a problem that can be tried again', async () => {
    await space.close();
    const connection = asJuly('/lab');
    await connection.ended;
    expect(connection.heard()).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 1[\s\S]*SpaceShut/);
    space = await websocketServer(socketPath());
  });

  test.each([
    ['hangs up', ''],
    ['answers with what is no HTTP', 'hello\r\n\r\n'],
    ['changes to another protocol', 'HTTP/1.1 101 Other\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n'],
  ])('that %s is a problem, and the front door stays open', async (_, said) => {
    await space.close();
    const server = createServer((stream) => stream.on('error', () => undefined).once('data', () => stream.end(said)));
    await once(server.listen(socketPath()), 'listening');
    const connection = asJuly('/lab');
    await connection.ended;
    expect(connection.heard()).toMatch(/^HTTP\/1\.1 502 [\s\S]*ServerLost/);
    expect((await open.ask('/')).status).toBe(200);
    server.close();
    space = await websocketServer(socketPath());
  });

  test('that does not answer is left by whoever leaves the front door', async () => {
    await space.close();
    const heard = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    const silent = createServer((stream) => {
      stream.on('error', () => undefined).once('data', () => heard.resolve());
      stream.once('close', () => left.resolve());
    });
    await once(silent.listen(socketPath()), 'listening');
    const connection = asJuly('/lab');
    await heard.promise;
    connection.socket.destroy();
    await left.promise;
    silent.close();
    space = await websocketServer(socketPath());
  });
});

test('two thousand websockets that come and go leave nothing behind', async () => {
  for (let turn = 0; turn < 40; turn += 1) {
    const many = Array.from({ length: 50 }, () => asJuly('/lab'));
    await Promise.all(many.map((one) => one.hears('101 ')));
    for (const { socket } of many) socket.destroy();
  }
  await emptied(space.open);
  expect(space.asked).toHaveLength(2000);
});

test('at the origin of a space it is asked for by that host, and the space sees that one', async () => {
  const named = Object.entries(headersOf(july)).map(([name, value]) => `${name}: ${value}`);
  const text = originText({ kind: 'space', person: july, project: 'acme' }, open.url);
  const { host } = new URL(text);
  const connection = rawConnection(open.port, upgradeHead('/lab', host, ...named, `Origin: ${text}`));
  await connection.hears('101 ');
  expect(space.asked[0]?.headers).toMatchObject({ host, origin: text });
  connection.socket.destroy();
});

/** Wait for a state that must come; the test's own limit ends the wait. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function emptied(set: ReadonlySet<unknown>): Promise<void> {
  return until(() => set.size === 0);
}
