import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { closed } from '../keeping-server.ts';

/** Walls between origins that a browser and the front door keep together; without one, as if it had never been built. */
export const wallsBetween = ['SameSite', 'Origin', 'headers', 'CORS'] as const;

export type WallBetween = (typeof wallsBetween)[number];

/** What lies between a browser and the front door: nothing but bytes that pass, until walls are taken away. */
export interface Road {
  readonly port: number;
  /** Walls that are away from now on. */
  without: ReadonlySet<WallBetween>;
  /** Cookies of the reader by host, which a browser without SameSite would send along with everything. */
  cookies: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Headers of answers by which a browser keeps a page to itself. */
const keeping =
  /^(content-security-policy|x-frame-options|cross-origin-.*-policy|x-content-type-options|referrer-policy|clear-site-data)$/;

/** Lay one to a port of loopback; nothing on it leads anywhere else. */
export async function road(to: number): Promise<Road> {
  // It lets pass what the front door itself refuses.
  const server = createServer({ maxHeaderSize: 1024 * 1024 }, (asked, response) => pass(asked, response));
  const made: Road = {
    port: 0,
    without: new Set(),
    cookies: {},
    close: () => closed(server),
  };
  server.on('upgrade', (asked: IncomingMessage, stream: Socket) => upgrade(asked, stream));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(made, { port: (server.address() as AddressInfo).port });

  function pass(asked: IncomingMessage, response: ServerResponse): void {
    const { method = '', url, rawHeaders } = asked;
    const opened = made.without.has('CORS') ? openHeaders(asked.headers) : {};
    if (made.without.has('CORS') && method === 'OPTIONS') return void response.writeHead(204, opened).end();
    const headers = made.without.size === 0 ? rawHeaders : sent(asked.headers);
    const onward = request({ host: '127.0.0.1', port: to, method, path: url, headers, agent: false }, (answer) => {
      const theirs = made.without.has('headers') ? without(answer.rawHeaders, keeping) : answer.rawHeaders;
      response.writeHead(answer.statusCode ?? 502, [...theirs, ...Object.entries(opened).flat()]);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    asked.pipe(onward);
  }

  function sent(headers: IncomingHttpHeaders): IncomingHttpHeaders {
    const { host = '', 'service-worker': worker, ...others } = headers;
    const cookie = made.without.has('SameSite') ? made.cookies[host.replace(/:.*/, '')] : undefined;
    return {
      ...others,
      host,
      ...(worker !== undefined && !made.without.has('Origin') && { 'service-worker': worker }),
      ...(cookie !== undefined && headers.authorization === undefined && { cookie }),
      ...(made.without.has('Origin') && asOwnPage(headers)),
    };
  }

  function upgrade({ url, headers, rawHeaders }: IncomingMessage, stream: Socket): void {
    const all = made.without.size === 0 ? pairs(rawHeaders) : Object.entries(sent(headers));
    const onward = connect(to, '127.0.0.1', () => {
      onward.write(`GET ${url} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
      stream.pipe(onward).pipe(stream);
    });
    for (const one of [stream, onward]) one.on('error', () => one.destroy());
  }
}

/** As if the page that asks were one of the origin that is asked. */
function asOwnPage({ host, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return {
    ...(headers.origin !== undefined && { origin: `http://${host}` }),
    ...(headers['sec-fetch-site'] !== undefined && { 'sec-fetch-site': 'same-origin' }),
  };
}

function openHeaders({ origin, ...headers }: IncomingHttpHeaders): Record<string, string> {
  return {
    'access-control-allow-origin': origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': String(headers['access-control-request-headers'] ?? ''),
    'timing-allow-origin': '*',
  };
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : []));
}

function without(rawHeaders: readonly string[], names: RegExp): string[] {
  return pairs(rawHeaders).flatMap(([name, value]) => (names.test(name.toLowerCase()) ? [] : [name, value]));
}
