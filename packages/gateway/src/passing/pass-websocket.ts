import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { createProxyServer } from 'http-proxy-3';
import type { Passage } from './passage.ts';

/** A websocket that is passed on, until either side ends it. */
export interface OpenChannel {
  readonly ended: Promise<void>;
  close(): void;
}

/** A connection on which somebody has asked for a websocket, and what has come after that. */
export interface UpgradingStream {
  readonly stream: Socket;
  readonly head: Buffer;
}

/** Headers that a server needs to agree to a websocket; who asks has been decided, and no cookie or token goes on. */
const passed = /^(connection|upgrade|sec-websocket-.*|user-agent|origin)$/;

const proxy = createProxyServer({ xfwd: false, changeOrigin: false });

/** Pass a request for a websocket on to a unix socket, and what follows both ways; a server that is away ends it. */
export function passWebsocket(
  request: IncomingMessage,
  { stream, head }: UpgradingStream,
  { socket, path, headers }: Passage,
): OpenChannel {
  for (const name of Object.keys(request.headers)) if (!passed.test(name)) delete request.headers[name];
  Object.assign(request.headers, headers);
  request.url = path;
  const ended = new Promise<void>((resolve) => stream.once('close', () => resolve()));
  const target = { host: 'localhost', port: 80, socketPath: socket };
  proxy.ws(request, stream, head, { target }, () => stream.destroy());
  return { ended, close: () => stream.destroy() };
}
