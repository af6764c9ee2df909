import { request as ask, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { endStream } from '../walls/end-stream.ts';
import { rawRefusal } from '../walls/refusal.ts';
import { answerHeaders } from './passed-headers.ts';
import type { RequestPassage } from './request-passage.ts';
import { unanswered } from './unanswered.ts';

/** A websocket that is passed on, until either side ends it. */
export interface OpenChannel {
  readonly ended: Promise<void>;
  close(): void;
  /** Bytes of what came from its caller and was sent back to it after the heads, so far; status 0: not answered. */
  crossed(): { readonly status: number; readonly requestBytes: number; readonly answerBytes: number };
}

/** A connection on which somebody has asked for a websocket, and what has come after that. */
export interface UpgradingStream {
  readonly stream: Socket;
  readonly head: Buffer;
}

/** Headers that a server needs to agree to a websocket; who asks has been decided, and no cookie or token goes on. */
const passed = /^(connection|upgrade|sec-websocket-.*|user-agent|origin)$/;

/**
 * Pass a request for a websocket on to a unix socket, and what follows both ways.
 *
 * A server that is away, or does not agree, is said to be so; a caller who leaves ends what was asked for them.
 */
export function passWebsocket(
  { headers }: IncomingMessage,
  { stream, head }: UpgradingStream,
  passage: RequestPassage,
): OpenChannel {
  const { socket, path, headers: ours } = passage;
  let status = 0;
  const [readBefore, headBytes] = [stream.bytesRead - head.length, { sent: stream.bytesWritten }];
  const crossed = () => ({
    status,
    requestBytes: stream.bytesRead - readBefore,
    answerBytes: status === 0 ? 0 : stream.bytesWritten - headBytes.sent,
  });
  if (stream.destroyed) return { ended: Promise.resolve(), close: () => undefined, crossed };
  const ended = new Promise<void>((resolve) => stream.once('close', () => resolve()));
  const sent = { ...requested(headers), ...ours };
  const asked = ask({ socketPath: socket, path, method: 'GET', headers: sent, agent: false });
  stream.setTimeout(0).setNoDelay(true).setKeepAlive(true);
  stream.once('close', () => asked.destroy());
  const stopLooking = whenLeft(stream);
  asked.once('upgrade', (answer, behind, first) => {
    stopLooking();
    status = answer.statusCode ?? 0;
    headBytes.sent += agreed({ stream, head }, answer, { stream: behind, head: first }, passage);
  });
  asked.once('response', (answer) => {
    stopLooking();
    status = answer.statusCode ?? 0;
    headBytes.sent += writeHead(stream, headText(answer, ['connection', 'close']));
    answer.once('end', () => endStream(stream)).pipe(stream, { end: false });
  });
  // Of a caller who has left as well.
  asked.on('error', (error) => {
    stopLooking();
    endStream(stream, rawRefusal(unanswered(error, passage)));
  });
  asked.end();
  return { ended, close: () => stream.destroy(), crossed };
}

/** Destroy a stream that its caller leaves while nobody reads it; what comes on it stays there. */
function whenLeft(stream: Socket): () => void {
  const look = () => {
    if (stream.readableLength === 0) stream.read();
  };
  const left = () => void stream.destroy();
  stream.on('readable', look).once('end', left);
  return () => void stream.off('readable', look).off('end', left);
}

function requested(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => passed.test(name)));
}

/** Gives how many bytes the head of the answer has. */
function agreed(
  { stream, head }: UpgradingStream,
  answer: IncomingMessage,
  behind: UpgradingStream,
  passage: RequestPassage,
): number {
  behind.stream.on('error', () => stream.destroy());
  if (answer.headers.upgrade?.toLowerCase() !== 'websocket') {
    behind.stream.destroy();
    endStream(stream, rawRefusal(unanswered(new Error('it changed to another protocol'), passage)));
    return 0;
  }
  stream.once('close', () => behind.stream.destroy());
  behind.stream.once('close', () => stream.destroySoon());
  behind.stream.setTimeout(0);
  const headBytes = writeHead(stream, headText(answer, ['connection', 'Upgrade', 'upgrade', 'websocket']));
  // What has come with the heads is the beginning of what follows.
  if (head.length > 0) stream.unshift(head);
  if (behind.head.length > 0) behind.stream.unshift(behind.head);
  behind.stream.pipe(stream).pipe(behind.stream);
  return headBytes;
}

function writeHead(stream: Socket, text: string): number {
  stream.write(text);
  return Buffer.byteLength(text);
}

/** The head of a server's answer, without what would give a page or a connection rights. */
function headText({ statusCode, statusMessage, rawHeaders }: IncomingMessage, ours: readonly string[]): string {
  const headers = [...answerHeaders(rawHeaders), ...ours];
  const lines = headers.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${headers[index + 1]}\r\n`] : []));
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`;
}
