import { existsSync, readFileSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { openDoor } from '../../src/door/open-door.ts';
import { closed, exchange, listening, statusOf, type TestDoor, testDoor } from './test-door.ts';

const open: TestDoor[] = [];

async function opened(behind?: Parameters<typeof testDoor>[0]): Promise<TestDoor> {
  const door = await testDoor(behind);
  open.push(door);
  return door;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((door) => door.close()));
});

const nothing = { projects: () => [], trackingSocket: '', endpoints: () => [] };

describe('an open door', () => {
  test('answers whoever has its token, under every name of loopback', async () => {
    const { port, token, ask } = await opened();
    expect(await (await ask('/')).json()).toMatchObject({ projects: [{ project: 'acme' }, { project: 'beta' }] });
    for (const [host, name] of [
      ['::1', '[::1]'],
      ['::1', 'localhost'],
      ['127.0.0.1', 'localhost'],
    ] as const) {
      const bytes = `GET / HTTP/1.1\r\nHost: ${name}:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`;
      expect(statusOf(await exchange(port, bytes, { host }))).toBe(200);
    }
  });

  test('is not reached from any other address', async () => {
    const { port } = await opened();
    expect(await exchange(port, 'GET / HTTP/1.1\r\n\r\n', { host: '127.0.0.2' })).toBe('');
  });

  test('says where its token is to whoever lacks it, and not what it is', async () => {
    const { door, token } = await opened();
    const answer = await fetch(door.url, { headers: { authorization: 'Bearer wrong' } });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('Basic')]);
    const said = await answer.text();
    expect(JSON.parse(said)).toMatchObject({ code: 'TokenWrong', fix: expect.stringContaining(door.tokenFile) });
    expect(said).not.toContain(token);
  });

  test('is heard also by who sends all of a large body before they listen', async () => {
    const { port } = await opened();
    const size = 20 * 2 ** 20;
    const head = `POST /endpoints/sales/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${size}\r\n\r\n`;
    const caller = connect(port, '127.0.0.1');
    const sent = new Promise((resolve) => caller.once('error', resolve).write(head + 'x'.repeat(size), resolve));
    expect(await sent).toBeNull();
    expect(statusOf(await text(caller))).toBe(401);
  });

  test('tells of wrong tokens once, without what was tried', async () => {
    const { door, news } = await opened();
    for (let turn = 0; turn < 20; turn += 1) await fetch(door.url, { headers: { authorization: 'Bearer guessed' } });
    await fetch(door.url);
    expect(news).toEqual(['the door refused a request with a wrong token']);
  });

  test('has another token each time it is opened', async () => {
    const [first, second] = [await opened(), await opened()];
    expect((await fetch(second.door.url, { headers: { authorization: `Bearer ${first.token}` } })).status).toBe(401);
  });

  test('has its token in files of its owner alone before it answers, and in none once it is closed', async () => {
    const { door } = await opened();
    const files = [door.tokenFile, door.headerFile];
    expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
    await door.close();
    expect(files.filter((file) => existsSync(file))).toEqual([]);
    await expect(fetch(door.url)).rejects.toThrow();
  });

  test('lets what is being answered end when it closes', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const { ask, door } = await opened(async (_, response) => {
      asked.resolve();
      await answer.promise;
      response.end('answered');
    });
    const answered = ask('/projects/acme/tracking/');
    await asked.promise;
    const closing = door.close();
    answer.resolve();
    expect(await (await answered).text()).toBe('answered');
    await closing;
  });
});

describe('a port', () => {
  test('that is asked for is used', async () => {
    const { door, folder } = await opened();
    await door.close();
    const port = Number(new URL(door.url).port);
    const again = await openDoor(nothing, { tokenFile: join(folder, 'again'), port, tell: () => undefined });
    expect(again.url).toBe(door.url);
    await again.close();
  });

  test.each(['127.0.0.1', '::1'])(
    'that a stranger has on %s is a problem, and leaves no token behind',
    async (host) => {
      const { folder } = await opened();
      const stranger = createServer().listen(0, host);
      await new Promise((resolve) => stranger.once('listening', resolve));
      const address = stranger.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const tokenFile = join(folder, 'other');
      const opening = openDoor(nothing, { tokenFile, ...(port === undefined ? {} : { port }), tell: () => undefined });
      await expect(opening).rejects.toMatchObject({
        code: 'DoorPortTaken',
        message: expect.stringContaining(`${port}`),
      });
      expect(existsSync(tokenFile)).toBe(false);
      stranger.close();
    },
  );

  test('of a door cannot be taken by somebody else, on either address', async () => {
    const { port } = await opened();
    for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
      const stranger = createServer();
      const taking = new Promise((resolve) =>
        stranger.once('error', resolve).listen({ host, port }, () => resolve('taken')),
      );
      expect(await taking).toMatchObject({ code: 'EADDRINUSE' });
    }
  });
});

test('the file for curl is a header line of the token', async () => {
  const { door, token } = await opened();
  expect(readFileSync(door.headerFile, 'utf8')).toBe(`Authorization: Bearer ${token}\n`);
});

test('a server that is another one behind the same path gets the next request', async () => {
  const { ask, folder } = await opened();
  expect(await (await ask('/projects/acme/tracking/')).text()).toBe('reached');
  const path = join(folder, 'gone');
  expect((await ask('/projects/beta/endpoints/gone/ping')).status).toBe(503);
  const late = await listening((_, response) => response.end('late'), path);
  expect(await (await ask('/projects/beta/endpoints/gone/ping')).text()).toBe('late');
  await closed(late);
});
