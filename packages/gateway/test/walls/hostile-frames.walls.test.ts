import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomFrom } from '../../../../test/random-from.ts';
import { personIn } from '../crowd.ts';
import { statusOf } from '../exchange.ts';
import { headersOf, testGateway } from '../test-gateway.ts';
import { rawConnection, upgradeHead } from '../websockets.ts';
import { hostileFrames } from './hostile-frames.ts';
import { keepingWebsocketServer } from './keeping-websocket-server.ts';

/** As many for each who sends; ATELIER_HOSTILE_FRAMES says how many there are in all. */
const each = Math.ceil(Number(process.env.ATELIER_HOSTILE_FRAMES ?? 1500) / 3);
const random = randomFrom(Number(process.env.ATELIER_HOSTILE_SEED ?? 14));
const callersAtOnce = 16;
const mostBytes = 200 * 2 ** 20;
const answerWithinMillis = 20_000;

const july = personIn('data-scientist', 'acme');
const john = personIn('data-engineer', 'acme');
const open = await testGateway({ absent: [`space ${july}/acme`] });
const space = await keepingWebsocketServer(open.gateway.door.places.space(july, 'acme'));
const frames = hostileFrames(random);
const path = `/spaces/${july}/acme/api/kernels/1/channels`;

const headOf = (headers: readonly string[]) => upgradeHead(path, `localhost:${open.port}`, ...headers);
const named = (person: string) => Object.entries(headersOf(person)).map(([name, value]) => `${name}: ${value}`);
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Ways in which they come: with the head, after the agreement, or a few bytes at a time. */
type Way = 'with the head' | 'after the agreement' | 'in pieces';
const ways: readonly Way[] = ['with the head', 'after the agreement', 'in pieces'];
/** Which bytes are still to be sent once the agreement, or a refusal, has been heard. */
const leftFrom: Readonly<Record<Way, number>> = { 'with the head': Infinity, 'after the agreement': 0, 'in pieces': 1 };

interface Sent {
  readonly heard: string;
  readonly isEnded: boolean;
}

/** Ask for a websocket and send bytes in its place; resolves when the connection is over. */
function send(head: string, bytes: Buffer, way: Way): Promise<Sent> {
  return new Promise((resolve) => {
    const socket = connect(open.port, '127.0.0.1');
    let heard = '';
    const finish = (isEnded: boolean) => {
      socket.destroy();
      resolve({ heard, isEnded });
    };
    socket.setTimeout(answerWithinMillis, () => finish(false));
    socket.on('error', () => finish(true)).on('close', () => finish(true));
    socket.on('data', async (data) => {
      const isFirst = heard === '';
      heard += data.toString('latin1');
      if (!isFirst) return;
      if (way === 'in pieces') {
        socket.write(bytes.subarray(0, 1));
        await setTimeout(1);
      }
      socket.end(bytes.subarray(leftFrom[way]));
    });
    socket.write(Buffer.concat([Buffer.from(head), ...(way === 'with the head' ? [bytes] : [])]));
  });
}

interface Sender {
  readonly headers: readonly string[];
  /** Hears of each when it is over. */
  met(sent: Sent & { readonly kind: string; readonly way: Way; readonly bytes: Buffer }): void;
}

async function sendMany({ headers, met }: Sender): Promise<void> {
  let left = each;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      const { kind, bytes } = frames.next();
      const way = ways[Math.floor(random() * ways.length)] as Way;
      met({ kind, way, bytes, ...(await send(headOf(headers), bytes, way)) });
    }
  };
  await Promise.all(Array.from({ length: callersAtOnce }, caller));
}

let beside: ReturnType<typeof rawConnection>;
beforeAll(async () => {
  beside = rawConnection(open.port, headOf(named(july)));
  await beside.hears('101 Switching Protocols');
});
afterAll(async () => {
  await open.close();
  await space.close();
});

describe(`${3 * each} websockets with hostile frames`, () => {
  test.each([
    ['nobody', []],
    ['somebody else', named(john)],
  ])('of %s are refused, and not a byte of them reaches the space', async (_, headers) => {
    const [before, statuses, open] = [space.bytes, new Set<number>(), [] as string[]];
    await sendMany({
      headers,
      met: ({ kind, way, heard, isEnded }) => {
        statuses.add(statusOf(heard));
        if (!isEnded) open.push(`${kind} ${way}`);
      },
    });
    expect(open).toEqual([]);
    expect([...statuses].filter((status) => ![401, 403].includes(status))).toEqual([]);
    expect(space.bytes).toBe(before);
  });

  test('of its person reach their own space byte for byte, nothing else, and end with their sender', async () => {
    const [before, audited] = [process.memoryUsage.rss(), open.audited.length];
    const [wrong, sent]: [string[], string[]] = [[], []];
    await sendMany({
      headers: named(july),
      met: ({ kind, way, bytes, heard, isEnded }) => {
        sent.push(digestOf(bytes));
        if (statusOf(heard) !== 101 || !isEnded) wrong.push(`${kind} ${way}: ${heard.slice(0, 100)}`);
      },
    });
    expect(wrong).toEqual([]);
    await expect.poll(() => space.digests.length, { timeout: answerWithinMillis }).toBe(each);
    expect(space.digests.toSorted()).toEqual(sent.toSorted());
    expect(open.reached).toEqual([]);
    expect(open.audited.length - audited).toBe(each);
    expect(process.memoryUsage.rss() - before).toBeLessThan(mostBytes);
  });

  test('leave a websocket beside them as it was, no connection behind, and no failure of the front door', async () => {
    beside.socket.write(Buffer.from('still here'));
    await beside.hears('still here');
    await expect.poll(() => space.open, { timeout: answerWithinMillis }).toBe(1);
    expect(open.news.filter((line) => line.includes('failed'))).toEqual([]);
    expect((await open.ask('/projects/acme/tracking/')).status).toBe(200);
  });
});
