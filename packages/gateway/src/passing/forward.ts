import {
  request as ask,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream/promises';
import { heldBody } from '../tokens/held-body.ts';
import type { DoorRefusal } from '../walls/refusal.ts';
import { answerHeaders, requestHeaders } from './passed-headers.ts';
import type { RequestPassage } from './request-passage.ts';
import { unanswered } from './unanswered.ts';

/**
 * Pass a request on to a unix socket and its answer back, both as they come.
 *
 * Each request has a connection of its own, which the kernel queues for whichever process accepts there: none is lost when
 * one server takes over from another. A caller who leaves ends the work for them; an answer that is cut short reaches the
 * caller cut short.
 *
 * @param written resolves once it is written down that it was let in; before that nothing is answered
 * @returns resolves to what is to be told instead where there is no answer
 */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  passage: RequestPassage,
  written: Promise<void>,
): Promise<DoorRefusal | undefined> {
  try {
    const asked = send(request, passage);
    response.once('close', () => asked.destroy());
    const [answer] = await Promise.all([answerTo(asked), written]);
    response.writeHead(answer.statusCode ?? 502, answerHeaders(answer.rawHeaders));
    await pipeline(answer, response);
    return undefined;
  } catch (error) {
    // An answer that had begun has been cut off by the pipeline.
    return response.headersSent ? undefined : unanswered(error, passage);
  } finally {
    // Of a request that was answered before it was all there, the rest is read and dropped.
    request.unpipe();
    request.resume();
  }
}

function send(request: IncomingMessage, { socket, path, headers: ours }: RequestPassage): ClientRequest {
  const { method, headers } = request;
  const held = heldBody(request);
  const { 'transfer-encoding': coding, ...plain } = requestHeaders(headers, ours);
  const length = held === undefined ? coding !== undefined && { 'transfer-encoding': coding } : lengthOf(held);
  const asked = ask({ socketPath: socket, path, method, headers: { ...plain, ...length }, agent: false });
  // The first error is the answer; one that follows it changes nothing.
  asked.on('error', () => undefined);
  if (held !== undefined) {
    asked.end(held);
    return asked;
  }
  const isChunked = headers['transfer-encoding'] !== undefined;
  // A body of known length is over with its last byte. To end it again would be a write, which fails where the server has
  // answered and closed by then, and takes the answer with it.
  if (isChunked || hasLength(headers)) request.pipe(asked, { end: isChunked });
  else asked.end();
  return asked;
}

/** Of a body that is here already; of none, no header, as it came. */
function lengthOf({ length }: Buffer): { readonly 'content-length'?: number } {
  return length === 0 ? {} : { 'content-length': length };
}

function hasLength(headers: IncomingHttpHeaders): boolean {
  return Number(headers['content-length'] ?? 0) > 0;
}

function answerTo(asked: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve);
    asked.once('error', reject);
    // Also after an upgrade that nobody asked for.
    asked.once('close', () => reject(new Error('the connection was closed before an answer')));
  });
}
