import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Door, openDoor } from '../../src/door/open-door.ts';

/** A request as a server behind the door has seen it. */
export interface Reached {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A door in front of a real server on a unix socket that keeps what reaches it. */
export interface TestDoor {
  readonly door: Door;
  readonly folder: string;
  readonly token: string;
  readonly port: number;
  readonly reached: Reached[];
  readonly news: string[];
  /** Ask as a program with the token does. */
  ask(path: string, init?: RequestInit & { readonly duplex?: 'half' }): Promise<Response>;
  close(): Promise<void>;
}

/** Two projects; both have an endpoint "shared", and "gone" has no server. */
export async function testDoor(behind?: RequestListener): Promise<TestDoor> {
  const folder = mkdtempSync(join(tmpdir(), 'door-'));
  const reached: Reached[] = [];
  const news: string[] = [];
  const socket = join(folder, 'server');
  const server = await listening(behind ?? keepingServer(reached), socket);
  const endpoints = [
    { project: 'acme', endpoint: 'sales', socket },
    { project: 'acme', endpoint: 'shared', socket },
    { project: 'beta', endpoint: 'shared', socket },
    { project: 'beta', endpoint: 'gone', socket: join(folder, 'gone') },
  ];
  const targets = { projects: () => ['acme', 'beta'], trackingSocket: socket, endpoints: () => endpoints };
  const options = { tokenFile: join(folder, 'token'), tell: (line: string) => void news.push(line) };
  const door = await openDoor(targets, options);
  const token = readFileSync(door.tokenFile, 'utf8');
  return {
    door,
    folder,
    token,
    port: Number(new URL(door.url).port),
    reached,
    news,
    ask: (path, init = {}) =>
      fetch(door.url + path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
    close: async () => {
      await door.close();
      await closed(server);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Answers "reached", and keeps what it was asked. */
export function keepingServer(reached: Reached[]): RequestListener {
  return async (request, response) => {
    const { method = '', url = '', headers } = request;
    const kept = { method, url, headers, body: await text(request).catch(() => 'cut short') };
    reached.push(kept);
    response.end('reached');
  };
}

/** A server that listens on a path or a port of loopback. */
export async function listening(answer: RequestListener, place: string | number, options = {}): Promise<Server> {
  const server = createServer(options, answer);
  await new Promise<void>((resolve) => {
    if (typeof place === 'number') server.listen(place, '127.0.0.1', resolve);
    else server.listen(place, resolve);
  });
  return server;
}

/** End a server and everything that hangs on it. */
export async function closed(server: Server): Promise<void> {
  const end = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await end;
}

/** Send bytes as they are; resolves to what comes back until one answer is whole or the connection ends. */
export function exchange(
  port: number,
  bytes: string,
  { host = '127.0.0.1', patienceMillis = 30_000 } = {},
): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port, host });
    const finish = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(patienceMillis, finish);
    socket.on('error', finish);
    socket.on('close', finish);
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      if (isWhole(answer)) finish();
    });
    socket.write(Buffer.from(bytes, 'latin1'));
  });
}

function isWhole(answer: string): boolean {
  const [head = '', ...rest] = answer.replace(/^HTTP\/1\.1 100 .*\r\n\r\n/, '').split('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  return length !== undefined && rest.join('\r\n\r\n').length >= Number(length);
}

/** The status of an answer; 0 where the connection ended without one. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}
