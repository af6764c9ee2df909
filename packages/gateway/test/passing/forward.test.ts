import { createHash, randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { exchange, statusOf } from '../exchange.ts';
import { type TestGateway, testGateway } from '../test-gateway.ts';

let open: TestGateway | undefined;

async function opened(behind?: RequestListener): Promise<TestGateway> {
  open = await testGateway(behind === undefined ? {} : { behind });
  return open;
}

afterEach(async () => {
  await open?.close();
  open = undefined;
});

const tracking = '/projects/acme/tracking';
const files = '/api/2.0/mlflow-artifacts/artifacts';

function headOf(line: string, token: string, ...headers: string[]): string {
  return [`${line} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${token}`, ...headers, '\r\n'].join('\r\n');
}

/** A connection whose end by the other side is no failure of the test. */
function quietConnection(port: number): Socket {
  return connect(port, '127.0.0.1').on('error', () => undefined);
}

describe('what is asked', () => {
  test('reaches the server with the rest of its path byte for byte, and the workspace of its project', async () => {
    const { ask, reached } = await opened();
    await ask(`${tracking}${files}/a%20b/%C3%BC/100%25?x=%2F..%2F&y=+&z`);
    await ask('/projects/beta/tracking/', { headers: { 'x-mlflow-workspace': 'acme' } });
    expect(reached.map(({ url, headers }) => [url, headers['x-mlflow-workspace']])).toEqual([
      [`${files}/a%20b/%C3%BC/100%25?x=%2F..%2F&y=+&z`, 'acme'],
      ['/', 'beta'],
    ]);
  });

  test('reaches a model server without a workspace', async () => {
    const { ask, reached } = await opened();
    await ask('/endpoints/sales/invocations', { method: 'POST', body: 'rows' });
    expect(reached).toMatchObject([{ method: 'POST', url: '/invocations', body: 'rows' }]);
    expect(reached[0]?.headers).not.toHaveProperty('x-mlflow-workspace');
  });

  test('comes on a connection of its own, which no hand-over can close under it', async () => {
    const connections = new Set<unknown>();
    const { ask } = await opened(({ socket }, response) => {
      connections.add(socket);
      response.end();
    });
    for (let turn = 0; turn < 3; turn += 1) await (await ask(`${tracking}/`)).text();
    expect(connections.size).toBe(3);
  });

  test.each([
    ['POST', '/api/2.0/mlflow/runs/search'],
    ['PUT', `${files}/a`],
    ['PATCH', '/api/2.0/mlflow/registered-models/update'],
    ['DELETE', '/api/2.0/mlflow/registered-models/delete-tag'],
  ])('as %s in chunks reaches the server as one request with its body', async (method, path) => {
    const { port, token, reached } = await opened();
    const inner = 'GET /inner HTTP/1.1\r\nHost: x\r\nX-MLFLOW-WORKSPACE: beta\r\n\r\n';
    const chunks = `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`;
    await exchange(port, headOf(`${method} ${tracking}${path}`, token, 'Transfer-Encoding: chunked') + chunks);
    expect(reached).toMatchObject([{ method, url: path, body: inner, headers: { 'x-mlflow-workspace': 'acme' } }]);
  });

  test('waits for the go-ahead where it asks for one, which only the token gives', async () => {
    const { port, token } = await opened();
    const waiting = ['Content-Length: 2', 'Expect: 100-continue'];
    const answered = await exchange(port, `${headOf(`PUT ${tracking}${files}/a`, token, ...waiting)}hi`);
    expect(answered).toMatch(/^HTTP\/1\.1 100 Continue[\s\S]*200 OK[\s\S]*reached$/);
    expect(statusOf(await exchange(port, headOf(`PUT ${tracking}${files}/a`, 'wrong', ...waiting)))).toBe(401);
  });
});

describe('bytes', () => {
  const size = 128 * 2 ** 20;
  const chunk = randomBytes(2 ** 20);
  /** Bytes that the kernel and the streams of both sides may hold between them. */
  const held = 32 * 2 ** 20;

  async function* manyBytes() {
    for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
  }

  async function digestOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
    const digest = createHash('sha256');
    for await (const part of bytes) digest.update(part);
    return digest.digest('hex');
  }

  /** The value of a count when it has not grown for a second. */
  async function stalled(count: () => number): Promise<number> {
    for (let before = -1; before !== count(); await setTimeout(1000)) before = count();
    return count();
  }

  test('of an upload and of its answer come as they were', async () => {
    const { ask } = await opened((request, response) => void request.pipe(response));
    const answer = await ask(`${tracking}${files}/big`, { method: 'PUT', body: manyBytes(), duplex: 'half' });
    expect(await digestOf(answer.body as AsyncIterable<Uint8Array>)).toBe(await digestOf(manyBytes()));
  });

  test('of an upload wait where the server does not read', async () => {
    const { port, token } = await opened((request) => void request.once('data', () => request.pause()));
    const socket = quietConnection(port);
    socket.write(headOf(`PUT ${tracking}${files}/a`, token, `Content-Length: ${size}`));
    pipeline(Readable.from(manyBytes()), socket).catch(() => 'ended by the test');
    expect(await stalled(() => socket.bytesWritten)).toBeLessThan(held);
    socket.destroy();
  });

  test('of an answer wait where the caller does not read', async () => {
    let written = 0;
    const { port, token } = await opened(async (_, response) => {
      const counted = async function* () {
        for await (const part of manyBytes()) {
          written += part.length;
          yield part;
        }
      };
      await pipeline(Readable.from(counted()), response).catch(() => 'ended by the test');
    });
    const socket = quietConnection(port);
    socket.pause().write(headOf(`GET ${tracking}${files}/a`, token));
    expect(await stalled(() => written)).toBeLessThan(held);
    socket.destroy();
  });
});

describe('a caller who leaves', () => {
  test('ends the work of the server for them', async () => {
    const left = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const { ask } = await opened((_, response) => {
      begun.resolve();
      response.once('close', left.resolve);
    });
    const leaving = new AbortController();
    const asked = ask(`${tracking}${files}/slow`, { signal: leaving.signal }).catch(() => 'left');
    await begun.promise;
    leaving.abort();
    expect(await asked).toBe('left');
    await left.promise;
  });

  test('in the middle of an upload leaves the server with a request that is cut short, not with a shorter one', async () => {
    const ended = Promise.withResolvers<string>();
    const { port, token } = await opened((request) => {
      request.on('error', () => ended.resolve('cut short'));
      request.on('end', () => ended.resolve('whole'));
      request.resume();
    });
    const socket = quietConnection(port);
    const head = headOf(`PUT ${tracking}${files}/a`, token, 'Transfer-Encoding: chunked');
    socket.write(`${head}1\r\nx\r\n`, () => socket.end());
    expect(await ended.promise).toBe('cut short');
  });
});

describe('a server', () => {
  test('that is not there is a problem that can be tried again', async () => {
    const { ask } = await opened();
    const answer = await ask('/projects/beta/endpoints/gone/ping');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await answer.json()).toMatchObject({ code: 'ServerAbsent', whose: 'machine' });
  });

  test.each([
    ['hangs up without an answer', (socket: { destroy(): void }) => void socket.destroy()],
    ['answers with what is no HTTP', (socket: { end(text: string): void }) => void socket.end('hello\r\n\r\n')],
    [
      'changes the protocol',
      (socket: { end(text: string): void }) =>
        void socket.end('HTTP/1.1 101 Other\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    ],
    [
      'answers with a status that is none',
      (socket: { end(text: string): void }) => void socket.end('HTTP/1.1 042 Odd\r\n\r\n'),
    ],
  ])('that %s is a problem, and the door stays open', async (_, answer) => {
    const { ask } = await opened(({ socket }) => answer(socket));
    const lost = await ask(`${tracking}/`);
    expect(lost.status).toBe(502);
    expect(await lost.json()).toMatchObject({ code: 'ServerLost', whose: 'machine' });
    expect((await ask('/')).status).toBe(200);
  });

  test('that breaks off in the middle of an answer leaves the caller with one that is cut short', async () => {
    const { ask } = await opened((_, response) => {
      response.write('half', () => response.destroy());
    });
    const answer = await ask(`${tracking}/`);
    await expect(answer.text()).rejects.toThrow();
  });

  test('that answers before it has read all of an upload is heard', async () => {
    const { ask } = await opened((request, response) => {
      request.once('data', () => {
        response.writeHead(413, { connection: 'close' }).end('too much', () => request.socket.destroySoon());
      });
    });
    for (let turn = 0; turn < 30; turn += 1) {
      const answer = await ask('/endpoints/sales/invocations', { method: 'POST', body: randomBytes(4 * 2 ** 20) });
      expect([answer.status, await answer.text()]).toEqual([413, 'too much']);
    }
  });
});

describe('an answer', () => {
  test('comes back as it is, without what would give a page or a connection rights', async () => {
    const { ask } = await opened((_, response) => {
      response.writeHead(207, {
        'content-type': 'text/plain',
        'x-theirs': ['1', '2'],
        'set-cookie': 'a=b',
        'access-control-allow-origin': '*',
        'service-worker-allowed': '/',
        'keep-alive': 'timeout=1',
        'clear-site-data': '"*"',
        'www-authenticate': 'Basic realm="x"',
        refresh: '0; url=http://localhost/sign-out',
        link: '<http://localhost/>; rel=preload; as=fetch',
        'reporting-endpoints': 'x="http://localhost/sign-out"',
        'x-frame-options': 'ALLOWALL',
        'cross-origin-opener-policy': 'unsafe-none',
        'content-security-policy': "script-src 'self'",
      });
      response.end('text');
    });
    const answer = await ask(`${tracking}/`);
    expect([answer.status, await answer.text()]).toEqual([207, 'text']);
    const { date, ...headers } = Object.fromEntries(answer.headers);
    expect(headers).toEqual({
      'content-type': 'text/plain',
      'x-theirs': '1, 2',
      'content-security-policy': expect.stringMatching(
        /^script-src 'self', default-src 'self' .*frame-ancestors 'self'$/,
      ),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'x-frame-options': 'SAMEORIGIN',
      connection: 'keep-alive',
      'keep-alive': 'timeout=75',
      'transfer-encoding': 'chunked',
    });
    expect(date).toBeDefined();
  });
});
