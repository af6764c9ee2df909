import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, createServer, type RequestOptions, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDoor } from '../../packages/local/src/door/open-door.ts';

/** The door against the unix socket behind it, turn by turn in one run: a small POST, by one caller and by eight. */

const turns = 5;
const asksPerTurn = 2000;
const rows = 'x'.repeat(4096);
const endpoint = { project: 'bench', endpoint: 'echo' };

/** The server that answers, and the door: each in a process of its own, as in a workspace. */
const parts: Readonly<Record<string, (folder: string) => void>> = {
  server: (folder) => {
    const server = createServer((asked, answer) => void asked.resume().once('end', () => answer.end(rows)));
    server.listen(join(folder, 'socket'), () => process.send?.('ready'));
  },
  door: async (folder) => {
    const socket = join(folder, 'socket');
    const targets = { projects: () => ['bench'], trackingSocket: '', endpoints: () => [{ ...endpoint, socket }] };
    const { url } = await openDoor(targets, { tokenFile: join(folder, 'token'), tell: console.error });
    process.send?.(url);
  },
};

async function start(part: string, folder: string) {
  const child = fork(fileURLToPath(import.meta.url), [part, folder]);
  const [said] = await once(child, 'message');
  return { said: String(said), stop: () => child.kill('SIGKILL') };
}

/** Milliseconds of each ask, by so many callers who each wait for their answer. */
async function laps(options: RequestOptions, callers: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const all: number[] = [];
  const ask = async () => {
    while (all.length < asksPerTurn) {
      const before = performance.now();
      const asked = request({ ...options, agent, method: 'POST' });
      asked.end(rows);
      const [answer] = await once(asked, 'response');
      for await (const _ of answer);
      if (answer.statusCode !== 200) throw new Error(`the answer is ${answer.statusCode}`);
      all.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: callers }, ask));
  agent.destroy();
  return all;
}

function share(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;
}

function summary(millis: readonly number[], callers: number) {
  const seconds = millis.reduce((sum, value) => sum + value, 0) / callers / 1000;
  return { medianMillis: share(millis, 0.5), p99Millis: share(millis, 0.99), perSecond: millis.length / seconds };
}

async function compare(straight: RequestOptions, throughDoor: RequestOptions, callers: number) {
  const found: Record<'socket' | 'door', number[]> = { socket: [], door: [] };
  for (let turn = 0; turn <= turns; turn += 1) {
    const [socket, door] = [await laps(straight, callers), await laps(throughDoor, callers)];
    // The first turn warms up.
    if (turn > 0)
      for (const [side, more] of [
        ['socket', socket],
        ['door', door],
      ] as const)
        found[side].push(...more);
  }
  const [socket, door] = [summary(found.socket, callers), summary(found.door, callers)];
  const addedMillis = { median: door.medianMillis - socket.medianMillis, p99: door.p99Millis - socket.p99Millis };
  return { callers, asks: found.door.length, socket, door, addedMillis };
}

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-door-'));
  const running = [await start('server', folder), await start('door', folder)];
  try {
    const { hostname: host, port } = new URL(running[1]?.said ?? '');
    const headers = { authorization: `Bearer ${readFileSync(join(folder, 'token'), 'utf8')}` };
    const straight = { socketPath: join(folder, 'socket'), path: '/invocations' };
    const throughDoor = { host, port, headers, path: '/endpoints/echo/invocations' };
    const results = [await compare(straight, throughDoor, 1), await compare(straight, throughDoor, 8)];
    console.log(JSON.stringify({ bodyBytes: rows.length, results }, null, 2));
  } finally {
    for (const part of running) part.stop();
    rmSync(folder, { recursive: true });
  }
}

const [part = '', folder = ''] = process.argv.slice(2);
if (part === '') await measure();
else parts[part]?.(folder);
