import { connect } from 'node:net';
import { decideForCaller } from '@atelier/core';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { randomFrom } from '../../../../test/random-from.ts';
import { trackingAction } from '../../src/passing/tracking-action.ts';
import { crowdedWorkspace, personIn } from '../crowd.ts';
import { statusOf } from '../exchange.ts';
import type { Reached } from '../keeping-server.ts';
import { headersOf, testGateway } from '../test-gateway.ts';
import { type Hostile, hostileRequests } from './hostile-requests.ts';

/** As many for each who asks; ATELIER_HOSTILE_REQUESTS says how many there are in all. */
const each = Math.ceil(Number(process.env.ATELIER_HOSTILE_REQUESTS ?? 6000) / 3);
const seed = Number(process.env.ATELIER_HOSTILE_SEED ?? 14);
const callersAtOnce = 24;
const workspace = crowdedWorkspace();
const open = await testGateway({ workspace });
const viewer = personIn('viewer', 'acme');
/** What may be held that was not before: the heap grows and shrinks, and what reached a server is kept by the test. */
const mostBytes = 200 * 2 ** 20;

beforeEach(() => {
  open.reached.length = 0;
  open.audited.length = 0;
});

afterAll(() => open.close());

/** Send bytes and hear what comes back; a connection that is not ended is counted. */
function send(bytes: string): Promise<{ readonly heard: string; readonly isEnded: boolean }> {
  return new Promise((resolve) => {
    const socket = connect(open.port, '127.0.0.1');
    let heard = '';
    const finish = (isEnded: boolean) => {
      socket.destroy();
      resolve({ heard, isEnded });
    };
    socket.setTimeout(20_000, () => finish(false));
    socket.on('error', () => finish(true)).on('close', () => finish(true));
    socket.on('data', (data) => {
      heard += data.toString('latin1');
    });
    socket.end(Buffer.from(bytes, 'latin1'));
  });
}

async function sendMany(hostile: Hostile): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>();
  let left = each;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      const bytes = hostile.next();
      const { heard, isEnded } = await send(bytes);
      if (!isEnded) throw new Error(`not ended: ${JSON.stringify(bytes)}`);
      if (heard.includes(open.token)) throw new Error(`told the token: ${JSON.stringify(bytes)}`);
      statuses.set(statusOf(heard), (statuses.get(statusOf(heard)) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: callersAtOnce }, caller));
  return statuses;
}

/** What has reached a server past somebody's rights, or in another name than theirs. */
function past(person: string, reached: readonly Reached[]): readonly Reached[] {
  const of = (at: string) => {
    if (at === 'api')
      return (one: Reached) =>
        one.headers['atelier-person'] === person && /\/acme\/|^\/status$/.test(decodeURIComponent(one.url));
    if (at === 'tracking')
      return (one: Reached) => one.headers['x-mlflow-workspace'] === 'acme' && mayTrack(person, one);
    if (at === `space ${person}/acme`) return () => true;
    return ({ url }: Reached) => at.startsWith('endpoint acme/') && url === '/ping';
  };
  return reached.filter((one) => !of(one.at)(one));
}

function mayTrack(person: string, { method, url }: Reached): boolean {
  const action = trackingAction(method, url.split('?')[0] ?? '');
  const project = { kind: 'project', project: 'acme' } as const;
  return action !== undefined && decideForCaller(workspace, { kind: 'person', person }, action, project).allowed;
}

const lines = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

describe(`${3 * each} hostile requests`, () => {
  test('of nobody reach nothing, end, and leave the front door as it was', async () => {
    const before = process.memoryUsage.rss();
    const statuses = await sendMany(hostileRequests(randomFrom(seed), { port: open.port, headers: [] }));
    expect(open.reached).toEqual([]);
    expect([...statuses.keys()].filter((status) => ![0, 400, 401, 403, 408, 431].includes(status))).toEqual([]);
    expect(statuses.get(401)).toBeGreaterThan(each / 10);
    expect((await open.ask('/')).status).toBe(200);
    expect(process.memoryUsage.rss() - before).toBeLessThan(mostBytes);
  });

  test('of a viewer reach what a viewer may read of their project, and nothing else', async () => {
    const headers = lines(headersOf(viewer));
    await sendMany(hostileRequests(randomFrom(seed + 1), { port: open.port, headers }));
    expect(open.reached.length).toBeGreaterThan(each / 100);
    expect(past(viewer, open.reached)).toEqual([]);
    expect(new Set(open.audited.map(({ who }) => who))).toEqual(new Set([viewer]));
  });

  test("with the owner's token reach no people's space, and no API in anybody's name", async () => {
    const headers = [`Authorization: Bearer ${open.token}`];
    await sendMany(hostileRequests(randomFrom(seed + 2), { port: open.port, headers }));
    expect(open.reached.length).toBeGreaterThan(each / 100);
    expect(open.reached.filter(({ at }) => at === 'api' || at.startsWith('space'))).toEqual([]);
    const tracked = open.reached.filter(({ at }) => at === 'tracking');
    expect(tracked.filter(({ method, url }) => trackingAction(method, url.split('?')[0] ?? '') === undefined)).toEqual(
      [],
    );
    expect(new Set(tracked.map((one) => one.headers['x-mlflow-workspace']))).toEqual(new Set(['acme', 'beta']));
  });

  test('leave no failure of the front door behind, and it answers', async () => {
    expect(open.news.filter((line) => line.includes('failed'))).toEqual([]);
    expect((await open.ask('/projects/acme/tracking/')).status).toBe(200);
  });
});
