import type { IncomingMessage, RequestListener, Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { type DoorRefusal, rawRefusal, refusal } from './refusal.ts';
import { boundStrangers } from './strangers.ts';

/** Time for the first line and the headers of a request; a body may take as long as it takes. */
const headersWithinSeconds = 10;
/** Longer than clients keep a connection that they do not use, so that they are the first to close it. */
const idleSeconds = 75;
const largestHeaderBytes = 16 * 1024;

/** A server of HTTP with bounds on what a stranger can take. */
export interface BoundedServer {
  readonly server: Server;
  /** The connection has shown who it is of, and is bounded no more. */
  proven(socket: Socket): void;
}

/** Answers requests, and those for another protocol on the connection that they came on. */
export interface DoorAnswers {
  readonly answer: RequestListener;
  readonly upgrade: (request: IncomingMessage, stream: Socket, head: Buffer) => void;
}

/** What a server is made with for its bounds to hold. */
export const boundedOptions: ServerOptions = {
  insecureHTTPParser: false,
  maxHeaderSize: largestHeaderBytes,
  headersTimeout: headersWithinSeconds * 1000,
  requestTimeout: 0,
  keepAliveTimeout: idleSeconds * 1000,
  connectionsCheckingInterval: 2000,
  // Answered with a problem by us.
  requireHostHeader: false,
};

/** Have a server that was made with `boundedOptions` answer, and no more than `mostStrangers` at once wait at it. */
export function boundServer(server: Server, { answer, upgrade }: DoorAnswers, mostStrangers: number): BoundedServer {
  const strangers = boundStrangers(mostStrangers);
  // Beyond a number of headers Node would drop the rest unseen; their size is bounded.
  server.maxHeadersCount = 0;
  server.on('request', answer);
  // An upload that waits to be asked for hears of a wall before it has begun.
  server.on('checkContinue', answer);
  server.on('checkExpectation', answer);
  server.on('upgrade', upgrade);
  server.on('connection', strangers.came);
  return { server, proven: strangers.proven };
}

/** Answer what could not be read as a request, where nothing has been answered on that connection yet. */
export function refuseBytes(error: Unreadable, stream: Socket): void {
  if (!stream.writable || stream.bytesWritten > 0) return void stream.destroy();
  if (isOfCookies(error)) return void stream.end(rawRefusal(tooManyCookies()));
  const status = statuses[error.code ?? ''] ?? 400;
  const message = `What came is no request that is accepted here (${error.code}).`;
  stream.end(rawRefusal(refusal(status, 'OddRequest', message, 'Send a plain HTTP/1.1 request.')));
}

type Unreadable = NodeJS.ErrnoException & { readonly rawPacket?: Buffer };

/**
 * Whether it is cookies that make a request too long: a page can put them there, and would shut its readers out of its origin.
 *
 * An address that is too long is no such sign, since any page can lead a browser to one.
 */
function isOfCookies({ code, rawPacket }: Unreadable): boolean {
  if (code !== 'HPE_HEADER_OVERFLOW' || rawPacket === undefined) return false;
  const text = rawPacket.toString('latin1', 0, largestHeaderBytes);
  return (/\r\ncookie: *([^\r\n]*)/i.exec(text)?.[1] ?? '').length > largestHeaderBytes / 2;
}

function tooManyCookies(): DoorRefusal {
  const message = 'A page has put more cookies at this address than are accepted, so all of them were taken away.';
  const refused = refusal(431, 'TooManyCookies', message, 'Load the page again, and sign in.');
  return { ...refused, headers: { 'clear-site-data': '"cookies"' } };
}

const statuses: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
