import { createHash, hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { heldBody } from '../tokens/held-body.ts';
import type { Receipts } from './receipts.ts';

/** Whose request crosses which socket of which space. */
export interface Crossing {
  /** Id of the space. */
  readonly space: string;
  readonly door: string;
  readonly who: string;
  /** As the server there is asked, with its query, which is written nowhere. */
  readonly url: string;
}

/**
 * Count what crosses with one request, and write it down when both it and its answer are over.
 *
 * Its answer says that it is passed on by `passedOn`.
 * To be called in the turn in which the request begins to be read: from then on its body flows.
 */
export function meterRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { url, ...crossing }: Crossing,
  receipts: Receipts,
): { passedOn(): void } {
  const begunAtMs = performance.now();
  const body = meteredBody(request);
  const answer = meteredAnswer(response);
  let isPassedOn = false;
  const { method = '' } = request;
  const [path = ''] = url.split('?', 1);
  whenOver(request, response, () =>
    receipts.put({
      ...crossing,
      ...{ kind: 'request', method, path },
      status: response.headersSent ? response.statusCode : 0,
      ...body(),
      answerBytes: answer(),
      isPassedOn,
      isWhole: request.complete && response.writableFinished,
      tookMillis: Math.round(performance.now() - begunAtMs),
    }),
  );
  return {
    passedOn: () => {
      isPassedOn = true;
    },
  };
}

function meteredBody(
  request: IncomingMessage,
): () => { readonly requestBytes: number; readonly sha256: string | null } {
  const held = heldBody(request);
  if (held !== undefined) {
    return () => ({ requestBytes: held.length, sha256: held.length === 0 ? null : hash('sha256', held) });
  }
  if (!hasBody(request)) return () => ({ requestBytes: 0, sha256: null });
  const digest = createHash('sha256');
  let requestBytes = 0;
  request.on('data', (piece: Buffer) => {
    requestBytes += piece.length;
    digest.update(piece);
  });
  return () => ({ requestBytes, sha256: requestBytes === 0 ? null : digest.digest('hex') });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** By the two calls through which every answer goes; none has a body where its request was for the head alone. */
function meteredAnswer(response: ServerResponse): () => number {
  const isHeadAlone = response.req.method === 'HEAD';
  const { write, end } = response;
  let bytes = 0;
  const count = (piece: unknown) => {
    if (isHeadAlone) return;
    if (typeof piece === 'string') bytes += Buffer.byteLength(piece);
    else if (piece instanceof Uint8Array) bytes += piece.length;
  };
  Object.assign(response, {
    write: (...given: unknown[]) => {
      count(given[0]);
      return Reflect.apply(write, response, given);
    },
    end: (...given: unknown[]) => {
      count(given[0]);
      return Reflect.apply(end, response, given);
    },
  });
  return () => bytes;
}

/** A body may still come when its answer is given: what comes then crosses as well. */
function whenOver(request: IncomingMessage, response: ServerResponse, over: () => void): void {
  let isOver = false;
  const once = () => {
    if (!isOver) over();
    isOver = true;
  };
  response.once('close', () => {
    if (request.complete || request.destroyed || request.socket.destroyed) return once();
    request.once('end', once).once('close', once);
    request.socket.once('close', once);
  });
}
