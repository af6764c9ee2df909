import type { IncomingMessage } from 'node:http';

/** The largest body of a signed request, as of an invocation at AWS. */
export const mostHeldBytes = 6 * 1024 * 1024;
/** Of all requests that are being looked at. */
const mostHeldTogetherBytes = 96 * 1024 * 1024;
const withinMs = 60_000;

const held = new WeakMap<IncomingMessage, Buffer>();
let promisedBytes = 0;

/** Why a body is not read: it is too long, there are too many at once, or it did not come. */
export type NotHeld = 'too long' | 'too many' | 'not all there';

/**
 * Read the body of a request whole, as its digest is part of the signature; it is then sent on from memory.
 *
 * At most 6 MiB of one, 96 MiB of all at once, within a minute.
 */
export async function holdBody(request: IncomingMessage): Promise<Buffer | NotHeld> {
  if (Number(request.headers['content-length'] ?? 0) > mostHeldBytes) return 'too long';
  if (promisedBytes + mostHeldBytes > mostHeldTogetherBytes) return 'too many';
  promisedBytes += mostHeldBytes;
  try {
    const body = await wholeOf(request);
    if (body instanceof Buffer) held.set(request, body);
    return body;
  } finally {
    promisedBytes -= mostHeldBytes;
  }
}

/** The body of a request that was read already; undefined: it still comes. */
export function heldBody(request: IncomingMessage): Buffer | undefined {
  return held.get(request);
}

function wholeOf(request: IncomingMessage): Promise<Buffer | NotHeld> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = (outcome: Buffer | NotHeld) => {
      clearTimeout(patience);
      request.off('data', take);
      request.off('end', whole);
      request.off('close', cut);
      request.off('error', cut);
      resolve(outcome);
    };
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > mostHeldBytes) end('too long');
    };
    const whole = () => end(Buffer.concat(chunks));
    const cut = () => end('not all there');
    const patience = setTimeout(cut, withinMs);
    request.on('data', take);
    request.once('end', whole);
    request.once('close', cut);
    request.once('error', cut);
  });
}
