import { connect, createServer, type ListenOptions } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { bindLoopback } from '../../src/front-door/loopback-sockets.ts';
import type { TcpSockets } from '../../src/front-door/tcp-sockets.ts';

const python = join(import.meta.dirname, '../../../../.venv/bin/python');
const bound: TcpSockets[] = [];

function bind(port?: number): TcpSockets | undefined {
  const sockets = bindLoopback(python, port);
  if (sockets !== undefined) bound.push(sockets);
  return sockets;
}

afterEach(async () => {
  await Promise.all(bound.splice(0).map((sockets) => sockets.close()));
});

/** Undefined when it could be taken. */
function taking(options: ListenOptions): Promise<string | undefined> {
  const stranger = createServer();
  return new Promise((resolve) => {
    stranger.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
    stranger.listen(options, () => stranger.close(() => resolve(undefined)));
  });
}

describe('a port of loopback', () => {
  test('is bound on both addresses, and can be taken by nobody else on either', async () => {
    const sockets = bind();
    expect(sockets?.sockets).toHaveLength(2);
    const port = sockets?.port ?? 0;
    for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) expect(await taking({ host, port })).toBe('EADDRINUSE');
  });

  test('keeps who comes before anybody accepts there, for whoever does', async () => {
    const sockets = bind();
    const caller = connect(sockets?.port ?? 0, '127.0.0.1');
    await new Promise((resolve) => caller.once('connect', resolve));
    const said = new Promise((resolve) => caller.once('data', (data) => resolve(`${data}`)));
    const server = createServer((stream) => stream.end('late')).listen(sockets?.sockets[0]?.handle);
    expect(await said).toBe('late');
    bound.splice(0);
    server.close();
  });

  test('is not reached from any other address', async () => {
    const port = bind()?.port ?? 0;
    const refused = new Promise((resolve) => connect(port, '127.0.0.2').once('error', resolve));
    expect(await refused).toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('that is asked for is used again once it was closed', async () => {
    const first = bind();
    await bound.splice(0)[0]?.close();
    expect(bind(first?.port)?.port).toBe(first?.port);
  });

  test.each(['127.0.0.1', '::1'])('that a stranger has on %s is not had, and left whole', async (host) => {
    const stranger = createServer().listen(0, host);
    await new Promise((resolve) => stranger.once('listening', resolve));
    const address = stranger.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    expect(bind(port)).toBeUndefined();
    const other = host === '::1' ? '127.0.0.1' : '::1';
    expect(await taking({ host: other, port })).toBeUndefined();
    stranger.close();
  });
});
