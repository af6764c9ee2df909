import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAuditLog, openReceiptLog } from '@atelier/audit';
import { judge } from '../../packages/gateway/src/answer-request.ts';
import { type Gateway, makeGateway, placesIn } from '../../packages/gateway/src/gateway.ts';
import { listenAtLoopback } from '../../packages/gateway/src/listen-at-loopback.ts';
import { crowdedWorkspace } from '../../packages/gateway/test/crowd.ts';

/**
 * The front door against the unix socket behind it, turn by turn in one run: a small POST, by one caller and by eight. Then
 * decisions a second in one process, each on the disk before it counts.
 */

const turns = 5;
const asksPerTurn = 2000;
const rows = 'x'.repeat(4096);
const port = 18_470;
const token = 'bench';
const invocations = '/projects/acme/endpoints/sales/invocations';

const decisions = 50_000;
const decisionsAtOnce = 200;

/** The front door with its audit, as its process makes it; nobody listens yet. */
function makeDoor(folder: string): Promise<Gateway> {
  const at = (name: string) => join(folder, name);
  const writer = { workspace: 'bench', writer: 'front-door', tell: console.error };
  const audit = openAuditLog({ ...writer, folder: at('audit') });
  const receipts = openReceiptLog({ ...writer, folder: at('receipts') });
  const ownerTokenDigest = createHash('sha256').update(token).digest('hex');
  const places = {
    folder: at('own'),
    auditFolder: at('audit'),
    receiptsFolder: at('receipts'),
    behind: at('inner'),
    spaceDoors: at('d'),
  };
  const workspace = crowdedWorkspace();
  return makeGateway(
    { workspace, port, tcpSockets: 1, ...places, spaces: [], provider: at('provider'), ownerTokenDigest },
    { audit, receipts, tell: console.error },
  );
}

/** The server that answers, the front door, and the decisions: each in a process of its own, as in a workspace. */
const parts: Readonly<Record<string, (folder: string) => void | Promise<void>>> = {
  server: (folder) => {
    const server = createServer((asked, answer) => void asked.resume().once('end', () => answer.end(rows)));
    server.listen(placesIn(join(folder, 'inner')).endpoint('acme', 'sales'), () => process.send?.('ready'));
  },
  door: async (folder) => {
    await listenAtLoopback(await makeDoor(folder), { host: '127.0.0.1', port }, console.error);
    process.send?.('ready');
  },
  decisions: async (folder) => void process.send?.(JSON.stringify(await decide(await makeDoor(folder)))),
};

/** Requests that are judged up to where they would be passed on, and waited for until that is written down. */
async function decide(gateway: Gateway) {
  const door = { ...gateway.door, proven: () => undefined };
  const headers = { host: `localhost:${port}`, authorization: `Bearer ${token}` };
  const rawHeaders = Object.entries(headers).flat();
  const asked = { method: 'POST', url: invocations, httpVersion: '1.1', headers, rawHeaders };
  let left = decisions;
  const decideOnes = async () => {
    while (left > 0) {
      left -= 1;
      const outcome = await judge(asked as unknown as IncomingMessage, door);
      if (!('decided' in outcome)) throw new Error(`not let in: ${JSON.stringify(outcome)}`);
      await outcome.decided.written;
    }
  };
  const before = performance.now();
  await Promise.all(Array.from({ length: decisionsAtOnce }, decideOnes));
  const seconds = (performance.now() - before) / 1000;
  return { decisions, atOnce: decisionsAtOnce, seconds, perSecond: decisions / seconds };
}

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
  const folder = mkdtempSync(join(tmpdir(), 'bench-front-door-'));
  for (const name of ['own', 'audit', 'inner', 'd']) mkdirSync(join(folder, name));
  const running = [await start('server', folder), await start('door', folder)];
  try {
    const headers = { authorization: `Bearer ${token}` };
    const socketPath = placesIn(join(folder, 'inner')).endpoint('acme', 'sales');
    const straight = { socketPath, path: '/invocations' };
    const throughDoor = { host: '127.0.0.1', port, headers, path: invocations };
    const results = [await compare(straight, throughDoor, 1), await compare(straight, throughDoor, 8)];
    for (const part of running.splice(0)) part.stop();
    const deciding = await start('decisions', folder);
    running.push(deciding);
    console.log(JSON.stringify({ bodyBytes: rows.length, results, deciding: JSON.parse(deciding.said) }, null, 2));
  } finally {
    for (const part of running) part.stop();
    rmSync(folder, { recursive: true });
  }
}

const [part = '', folder = ''] = process.argv.slice(2);
if (part === '') await measure();
else await parts[part]?.(folder);
