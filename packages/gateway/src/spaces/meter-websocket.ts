import type { OpenChannel } from '../passing/pass-websocket.ts';
import type { Crossing } from './meter-request.ts';
import type { Receipts } from './receipts.ts';

/** One that goes on for hours is written down in parts, so that a crash loses the last of them at most. */
const partMillis = 60_000;

/** Count what crosses by a websocket, and write it down each minute in which there is something, and when it is over. */
export function meterWebsocket(
  { ended, crossed }: OpenChannel,
  { url, ...crossing }: Crossing,
  receipts: Receipts,
): void {
  const [path = ''] = url.split('?', 1);
  let written = { requestBytes: 0, answerBytes: 0, atMs: performance.now() };
  const write = (isWhole: boolean) => {
    const { status, ...now } = crossed();
    const requestBytes = now.requestBytes - written.requestBytes;
    const answerBytes = now.answerBytes - written.answerBytes;
    if (!isWhole && requestBytes + answerBytes === 0) return;
    const atMs = performance.now();
    const tookMillis = Math.round(atMs - written.atMs);
    const counted = { requestBytes, answerBytes, sha256: null, isPassedOn: true, isWhole, tookMillis };
    receipts.put({ ...crossing, kind: 'websocket', method: 'GET', path, status, ...counted });
    written = { ...now, atMs };
  };
  const parts = setInterval(() => write(false), partMillis);
  parts.unref();
  void ended.then(() => {
    clearInterval(parts);
    write(true);
  });
}
