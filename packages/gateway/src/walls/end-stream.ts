import type { Socket } from 'node:net';

const graceMillis = 5000;

/**
 * End a connection that was taken from its server, with last words.
 *
 * What still comes on it is read and dropped, without which its end would never be seen; who does not leave is cut off.
 */
export function endStream(stream: Socket, lastWords?: string): void {
  const patience = setTimeout(() => stream.destroy(), graceMillis).unref();
  stream.once('close', () => clearTimeout(patience));
  if (lastWords === undefined) stream.end();
  else stream.end(lastWords);
  stream.resume();
}
