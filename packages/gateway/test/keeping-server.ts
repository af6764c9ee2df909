import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request as a server behind the front door has seen it. */
export interface Reached {
  /** Name of the server. */
  readonly at: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers "reached", and keeps what it was asked. */
export function keepingServer(reached: Reached[], at = 'server'): RequestListener {
  return async (request, response) => {
    const { method = '', url = '', headers } = request;
    const kept = { at, method, url, headers, body: await text(request).catch(() => 'cut short') };
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
