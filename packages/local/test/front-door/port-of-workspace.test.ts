import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bindOtherPort, bindPortOf, usualPort } from '../../src/front-door/port-of-workspace.ts';
import type { TcpSockets } from '../../src/front-door/tcp-sockets.ts';
import { migrations } from '../../src/state/migrations.ts';
import { openState } from '../../src/state/open-state.ts';

const python = join(import.meta.dirname, '../../../../.venv/bin/python');
let database: DatabaseSync;
let news: string[];
const bound: TcpSockets[] = [];

function keep(sockets: TcpSockets): number {
  bound.push(sockets);
  return sockets.port;
}

/** Bind the port as one start of the workspace does, and let go of it as its end does. */
async function nextStart(): Promise<number> {
  const sockets = bindPortOf({ database, python }, (line) => void news.push(line));
  await sockets.close();
  return sockets.port;
}

async function strangerAt(port: number): Promise<Server> {
  const stranger = createServer().listen(port, '127.0.0.1');
  await once(stranger, 'listening');
  return stranger;
}

beforeEach(() => {
  database = openState(':memory:', migrations);
  news = [];
});

afterEach(async () => {
  await Promise.all(bound.splice(0).map((sockets) => sockets.close()));
  database.close();
});

describe('the port of a front door', () => {
  test('is the usual one at first, unless another program has it, which is said', async () => {
    const port = await nextStart();
    expect(port === usualPort ? news : news.join('')).toEqual(
      port === usualPort ? [] : expect.stringContaining(`port ${usualPort} of the front door is taken`),
    );
  });

  test('stays the same from one start to the next', async () => {
    const first = await nextStart();
    expect([await nextStart(), await nextStart()]).toEqual([first, first]);
  });

  test('is that of the door of an older Atelier, which programs know, until it has another one', async () => {
    const known = keep(bindPortOf({ database, python }, () => undefined));
    await bound.splice(0)[0]?.close();
    database.prepare("update ports set service = 'door'").run();
    expect(await nextStart()).toBe(known);
    database.prepare("update ports set port = 1 where service = 'door'").run();
    expect(await nextStart()).toBe(known);
  });

  test('that a stranger has taken is another one from then on, and that is said', async () => {
    keep(bindPortOf({ database, python }, () => undefined));
    const taken = bound[0]?.port ?? 0;
    await bound.splice(0)[0]?.close();
    const stranger = await strangerAt(taken);
    const second = await nextStart();
    stranger.close();
    await once(stranger, 'close');
    expect(second).not.toBe(taken);
    expect(news).toEqual([
      `port ${taken} of the front door is taken by another program; it is at ${second} from now on`,
    ]);
    expect(await nextStart()).toBe(second);
  });

  test('can be another one, which is remembered', async () => {
    const other = await strangerAt(0);
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    expect(() => bindOtherPort({ database, python }, port)).toThrow(expect.objectContaining({ code: 'DoorPortTaken' }));
    other.close();
    await once(other, 'close');
    expect(keep(bindOtherPort({ database, python }, port))).toBe(port);
    await bound.splice(0)[0]?.close();
    expect(await nextStart()).toBe(port);
  });

  test('that the system lets nobody have is a problem, or had where it does', () => {
    const bind = () => keep(bindOtherPort({ database, python }, 1));
    try {
      expect(bind()).toBe(1);
    } catch (problem) {
      expect(problem).toMatchObject({ code: expect.stringMatching(/^DoorPort(Taken|Refused)$/) });
    }
  });
});
