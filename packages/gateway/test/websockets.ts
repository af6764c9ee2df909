import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';

/** A server that speaks websockets, as a space does, and keeps who asked for one. */
export interface WebsocketServer {
  readonly asked: IncomingMessage[];
  readonly open: Set<Socket>;
  close(): Promise<void>;
}

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Echoes each frame of a text to whoever sent it; `extra` are headers of its agreement. */
export async function websocketServer(path: string, extra: readonly string[] = []): Promise<WebsocketServer> {
  const asked: IncomingMessage[] = [];
  const open = new Set<Socket>();
  const server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(403, { 'set-cookie': 'a=b', 'content-type': 'text/plain' }).end('no websocket');
  });
  server.on('upgrade', (request, stream: Socket, head) => {
    asked.push(request);
    open.add(stream);
    stream.on('error', () => undefined).once('close', () => open.delete(stream));
    stream.once('end', () => stream.end());
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${magic}`).digest('base64');
    const lines = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`, ...extra];
    stream.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    stream.unshift(head);
    stream.on('data', (data) => void stream.write(echoOf(data)));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    ...{ asked, open },
    close: async () => {
      for (const stream of open) stream.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A short masked frame without its mask; of anything else the bytes as they are. */
function echoOf(data: Buffer): Buffer {
  const length = (data[1] ?? 0) & 0x7f;
  if (data[0] !== 0x81 || length > 125 || data.length !== 6 + length) return data;
  const mask = data.subarray(2, 6);
  const text = data.subarray(6).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x81, length]), text]);
}

/** A connection on which bytes were sent, and what came back so far. */
export interface RawConnection {
  readonly socket: Socket;
  heard(): string;
  /** Resolves when this has been heard; rejects when the connection ends before that. */
  hears(text: string): Promise<void>;
  readonly ended: Promise<void>;
}

/** Send bytes and go on listening. */
export function rawConnection(port: number, bytes: string): RawConnection {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  let heard = '';
  socket.on('data', (data) => {
    heard += data.toString('latin1');
  });
  socket.write(Buffer.from(bytes, 'latin1'));
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const hears = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (heard.includes(text)) resolve();
      };
      socket.on('data', look).once('close', () => reject(new Error(`ended after ${heard}`)));
      look();
    });
  return { socket, heard: () => heard, hears, ended };
}

/** The head of a request for a websocket. */
export function upgradeHead(path: string, host: string, ...headers: string[]): string {
  const asked = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
  return [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...asked, key, ...headers, '\r\n'].join('\r\n');
}
