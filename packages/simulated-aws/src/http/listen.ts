import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { WireAnswer, WireRequest } from './wire.ts';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves on a free port of this machine alone; an answer of null cuts the line. */
export async function listen(answer: (request: WireRequest) => Promise<WireAnswer | null>): Promise<Listening> {
  const server = createServer((incoming, response) => {
    readRequest(incoming)
      .then(answer)
      .then(
        (given) => (given === null ? incoming.socket.destroy() : send(given, incoming, response)),
        (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
      );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the simulated account has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?');
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, text]) => [name, String(text)]));
  const method = incoming.method ?? 'GET';
  return { method, path, query: new URLSearchParams(query), headers, body: plainBody(Buffer.concat(parts), headers) };
}

function send({ status, headers, body }: WireAnswer, { method }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(status, { ...headers, ...lengthOf(headers, body, method) });
  response.end(method === 'HEAD' ? undefined : body);
}

/** The answer to HEAD tells the length of a body that it does not carry. */
function lengthOf(headers: WireAnswer['headers'], body: WireAnswer['body'], method: string | undefined) {
  if (method === 'HEAD' && 'content-length' in headers) return {};
  return { 'content-length': String(Buffer.byteLength(body)) };
}

/** The body of a request without the chunks and checksums that an `aws-chunked` upload puts around it. */
function plainBody(body: Buffer, headers: Readonly<Record<string, string>>): Uint8Array {
  const chunked =
    headers['content-encoding']?.includes('aws-chunked') || headers['x-amz-content-sha256']?.startsWith('STREAMING-');
  return chunked ? Buffer.concat(chunksOf(body)) : body;
}

/** Each chunk is its length in hexadecimal, perhaps an extension, its bytes; one of no length ends them. */
function chunksOf(body: Buffer): readonly Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.toString('latin1', at, end), 16);
    if (!(length > 0)) break;
    chunks.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
  return chunks;
}
