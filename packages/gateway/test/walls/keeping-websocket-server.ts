import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';

/** A server that agrees to every websocket, sends back what comes, and keeps a digest of it. */
export interface KeepingWebsocketServer {
  /** That have come on all websockets together. */
  readonly bytes: number;
  /** Connections that have not ended. */
  readonly open: number;
  /** Of what came on each that has ended, in hexadecimal. */
  readonly digests: readonly string[];
  close(): Promise<void>;
}

export async function keepingWebsocketServer(path: string): Promise<KeepingWebsocketServer> {
  let bytes = 0;
  const digests: string[] = [];
  const open = new Set<Socket>();
  const server = createServer().on('upgrade', (_, stream: Socket, head) => {
    const digest = createHash('sha256');
    open.add(stream);
    stream.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    stream.unshift(head);
    stream.on('data', (data) => {
      bytes += data.length;
      digest.update(data);
      stream.write(data);
    });
    stream.on('error', () => undefined).once('end', () => stream.end());
    stream.once('close', () => {
      open.delete(stream);
      digests.push(digest.digest('hex'));
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    get bytes() {
      return bytes;
    },
    get open() {
      return open.size;
    },
    digests,
    close: async () => {
      for (const stream of open) stream.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
