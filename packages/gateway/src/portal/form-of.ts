import type { IncomingMessage } from 'node:http';

const mostBytes = 4096;

/**
 * The fields of a form that a page has sent, at most 4096 bytes; of one that is longer, or that is cut, none.
 *
 * What is longer is read to its end and dropped: the connection goes on with the next request.
 */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= mostBytes) chunks.push(chunk);
  }
  return new URLSearchParams(bytes <= mostBytes ? Buffer.concat(chunks).toString() : '');
}
