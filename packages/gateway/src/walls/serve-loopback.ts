import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { rawRefusal, refusal } from './refusal.ts';

/** Time for the first line and the headers of a request; a body may take as long as it takes. */
const headersWithinSeconds = 10;
/** Longer than clients keep a connection that they do not use, so that they are the first to close it. */
const idleSeconds = 75;
const largestHeaderBytes = 16 * 1024;
/**
 * Connections on which nobody has shown who they are yet; beyond this the oldest is closed, so that strangers cannot fill up.
 * Hundreds of programs that come at once are accepted before the first of them is heard.
 */
const mostStrangers = 1024;

/** HTTP on loopback, with bounds on what a stranger can take. */
export interface LoopbackServer {
  readonly server: Server;
  /** The connection has shown the token, and is bounded no more. */
  proven(socket: Socket): void;
}

/** Answers requests, and those for another protocol on the connection that they came on. */
export interface LoopbackAnswers {
  readonly answer: RequestListener;
  readonly upgrade: (request: IncomingMessage, stream: Socket, head: Buffer) => void;
}

/** Make the server of one address; it does not listen yet. */
export function serveLoopback({ answer, upgrade }: LoopbackAnswers): LoopbackServer {
  const strangers = new Set<Socket>();
  const server = createServer({
    insecureHTTPParser: false,
    maxHeaderSize: largestHeaderBytes,
    headersTimeout: headersWithinSeconds * 1000,
    requestTimeout: 0,
    keepAliveTimeout: idleSeconds * 1000,
    connectionsCheckingInterval: 2000,
    // Answered with a problem by us.
    requireHostHeader: false,
  });
  // Beyond a number of headers Node would drop the rest unseen; their size is bounded.
  server.maxHeadersCount = 0;
  server.on('request', answer);
  // An upload that waits to be asked for hears of a wall before it has begun.
  server.on('checkContinue', answer);
  server.on('checkExpectation', answer);
  server.on('upgrade', upgrade);
  server.on('connection', (socket) => {
    strangers.add(socket);
    socket.once('close', () => strangers.delete(socket));
    if (strangers.size > mostStrangers) strangers.values().next().value?.destroy();
  });
  server.on('clientError', refuseBytes);
  return { server, proven: (socket) => void strangers.delete(socket) };
}

/** Answer what could not be read as a request, where nothing has been answered on that connection yet. */
function refuseBytes(error: NodeJS.ErrnoException, stream: Socket): void {
  if (!stream.writable || stream.bytesWritten > 0) return void stream.destroy();
  const status = statuses[error.code ?? ''] ?? 400;
  const message = `What came is no request that is accepted here (${error.code}).`;
  stream.end(rawRefusal(refusal(status, 'OddRequest', message, 'Send a plain HTTP/1.1 request.')));
}

const statuses: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
