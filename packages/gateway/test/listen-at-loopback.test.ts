import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { exchange, statusOf } from './exchange.ts';
import { closed, listening } from './keeping-server.ts';
import { type TestGateway, type TestGatewayParts, testGateway } from './test-gateway.ts';

const open: TestGateway[] = [];

async function opened(parts: TestGatewayParts = {}): Promise<TestGateway> {
  const gateway = await testGateway(parts);
  open.push(gateway);
  return gateway;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

describe('an open front door', () => {
  test('answers whoever has the token of the owner, under every name of loopback', async () => {
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

  test('says to whoever has no token, or a wrong one, how to come by one, and what was sent to nobody', async () => {
    const { url, token } = await opened();
    for (const [headers, code] of [
      [{}, 'TokenMissing'],
      [{ authorization: 'Bearer guessed' }, 'TokenWrong'],
    ] as const) {
      const answer = await fetch(`${url}/projects/acme/tracking/`, { headers });
      const said = await answer.text();
      expect([answer.status, JSON.parse(said)]).toEqual([401, expect.objectContaining({ code, error_code: code })]);
      expect(JSON.parse(said).fix).toContain(url);
      expect(said).not.toMatch(new RegExp(`guessed|${token}`));
    }
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
    const { url, news } = await opened();
    for (let turn = 0; turn < 20; turn += 1) await fetch(url, { headers: { authorization: 'Bearer guessed' } });
    await fetch(url);
    expect(news).toEqual(['somebody asked the front door with a wrong token']);
  });

  test('knows no token of another front door', async () => {
    const [first, second] = [await opened(), await opened()];
    expect((await fetch(second.url, { headers: { authorization: `Bearer ${first.token}` } })).status).toBe(401);
  });

  test("takes the owner's token at the portal alone", async () => {
    const { askAs, port, token } = await opened();
    const headers = { authorization: `Bearer ${token}` };
    for (const label of ['tracking-acme', 'admin-acme--acme']) {
      const answer = await askAs(undefined, { host: `${label}.localhost:${port}`, path: '/', headers });
      expect(answer.status).not.toBe(200);
    }
  });

  test('lets what is being answered end when it closes', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const { ask, close } = await opened({
      behind: async (_, response) => {
        asked.resolve();
        await answer.promise;
        response.end('answered');
      },
    });
    open.length = 0;
    const answered = ask('/projects/acme/tracking/');
    await asked.promise;
    const closing = close();
    answer.resolve();
    expect(await (await answered).text()).toBe('answered');
    await closing;
  });
});

describe('what is decided', () => {
  test('is on the disk before it is answered, whether it is let in or not', async () => {
    const written = Promise.withResolvers<void>();
    let appended = 0;
    const append = async () => {
      appended += 1;
      await written.promise;
    };
    const { ask, askAs, reached } = await opened({ audit: { append, close: async () => undefined } });
    const path = '/projects/acme/tracking/';
    let answered = 0;
    const asking = [ask(path), askAs('nobody-here', { path })].map(async (answer) => {
      const { status } = await answer;
      answered += 1;
      return status;
    });
    while (reached.length === 0 || appended < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(0);
    written.resolve();
    expect(await Promise.all(asking)).toEqual([200, 403]);
  });

  test('and cannot be written down is not answered as if it were', async () => {
    const append = () => Promise.reject(new Error('the disk is full'));
    const { ask, askAs, reached } = await opened({ audit: { append, close: async () => undefined } });
    const answers = await Promise.all([
      ask('/projects/acme/tracking/').then(
        ({ status }) => status,
        () => 0,
      ),
      askAs('nobody-here', { path: '/projects/acme/tracking/' }).then(
        ({ status }) => status,
        () => 0,
      ),
    ]);
    expect(answers).not.toContain(200);
    expect(reached.length).toBeLessThan(2);
  });

  test('is said of whom, by what, of what, where and why, without a query', async () => {
    const { ask, askAs, audited, url } = await opened();
    await ask('/projects/acme/tracking/static-files/a?token=secret');
    await askAs('viewer.acme', { method: 'POST', path: '/projects/beta/endpoints/shared/invocations' });
    expect(audited).toEqual([
      {
        who: 'owner',
        by: "owner's token",
        action: 'tracking.read',
        resource: 'project acme',
        allowed: true,
        because: 'the workspace on this machine is theirs',
        request: `GET ${url}/projects/acme/tracking/static-files/a`,
      },
      {
        who: 'viewer.acme',
        by: 'test',
        action: 'endpoint.invoke',
        resource: 'project beta',
        allowed: false,
        because: expect.stringContaining('that takes'),
        request: `POST ${url}/projects/beta/endpoints/shared/invocations`,
      },
    ]);
  });
});

test('a server that is another one behind the same path gets the next request', async () => {
  const { ask, gateway } = await opened();
  expect((await ask('/projects/beta/endpoints/gone/ping')).status).toBe(503);
  const late = await listening((_, response) => response.end('late'), gateway.door.places.endpoint('beta', 'gone'));
  expect(await (await ask('/projects/beta/endpoints/gone/ping')).text()).toBe('late');
  await closed(late);
});
