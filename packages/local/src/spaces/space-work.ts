import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What goes on in a space, as it says itself. */
export interface SpaceWork {
  /** In words, for people: running cells, jobs of terminals, open downloads. */
  readonly busy: readonly string[];
  /** When somebody last ran a cell, wrote in a terminal or changed a file. */
  readonly lastActivityAtMs: number;
}

const workPath = '/atelier/work';
const noticesPath = '/atelier/notices';
const withinMillis = 10_000;
const mostCharacters = 1_000_000;

/** Ask a space what goes on in it; rejects when it does not say so in time. */
export async function askSpaceWork(socket: string): Promise<SpaceWork> {
  const { busy, lastActivityAtMs } = JSON.parse(await ask(socket, workPath, 'GET')) as Partial<Record<string, unknown>>;
  if (Array.isArray(busy) && Number.isFinite(lastActivityAtMs)) {
    return { busy: busy.map(String), lastActivityAtMs: lastActivityAtMs as number };
  }
  throw new Error('it answered with something else');
}

/** Have a space say to whoever looks that it is stopped at a time; undefined: that it is not. */
export async function announceStop(socket: string, stopsAtMs: number | undefined): Promise<void> {
  await ask(socket, workPath, 'PUT', JSON.stringify({ stopsAtMs: stopsAtMs ?? null }));
}

/** What a space is to show to whoever looks of one of its limits; text null: nothing more. */
export interface LimitNotice {
  readonly about: 'memory' | 'disk';
  readonly text: string | null;
}

/** Have a space keep a notice as a file in its home, or take it away. */
export async function keepNotice(socket: string, notice: LimitNotice): Promise<void> {
  await ask(socket, noticesPath, 'PUT', JSON.stringify(notice));
}

/** What answers is a person's own process, and may be anything. */
async function ask(socket: string, path: string, method: 'GET' | 'PUT', body = ''): Promise<string> {
  const signal = AbortSignal.timeout(withinMillis);
  const headers = { 'content-length': Buffer.byteLength(body) };
  return await new Promise<string>((resolve, reject) => {
    const asked = request({ socketPath: socket, path, method, headers, signal, agent: false }, (response) => {
      let heard = 0;
      response.on('data', (piece: Buffer) => {
        heard += piece.length;
        if (heard > mostCharacters) response.destroy(new Error('it says more than anybody reads'));
      });
      if (response.statusCode === 200) text(response).then(resolve, reject);
      else reject(new Error(`it answered ${response.statusCode}`));
    });
    asked.once('error', reject);
    asked.end(body);
  });
}
