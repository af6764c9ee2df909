import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ProgramGateway, programGateway, sessionHeader } from '../tokens/program-gateway.ts';

let gateway: ProgramGateway;
let nowMs = Date.now();
beforeAll(async () => {
  gateway = await programGateway(() => nowMs);
});
afterAll(() => gateway.close());
beforeEach(() => {
  // The waits of the test before have ended.
  nowMs += 3_600_000;
});

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

function post(path: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) {
  return fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
}

async function begin(name = 'laptop'): Promise<Record<string, string>> {
  return (await (await post('/device/authorization', { client_id: 'atelier', device_name: name })).json()) as never;
}

async function poll(deviceCode = ''): Promise<Record<string, string>> {
  nowMs += 6000;
  const form = { client_id: 'atelier', grant_type: grantType, device_code: deviceCode };
  return (await (await post('/device/token', form)).json()) as never;
}

const as = (person: string) => ({ [sessionHeader]: person });
const fromPage = (person: string) => ({ ...as(person), origin: gateway.url });
const look = (person: string, code = '') => fetch(`${gateway.url}/device?user_code=${code}`, { headers: as(person) });

describe('a device', () => {
  test('waits until a person allows it, and has then a token of that person, once', async () => {
    const { device_code, user_code, ...rest } = await begin();
    expect(rest).toEqual({
      ...{ verification_uri: `${gateway.url}/device`, expires_in: 600, interval: 5, workspace: 'acme' },
      verification_uri_complete: `${gateway.url}/device?user_code=${user_code}`,
    });
    expect(user_code).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
    expect(await poll(device_code)).toEqual({ error: 'authorization_pending' });
    expect(await (await look('july', user_code)).text()).toContain('laptop');
    expect(await poll(device_code)).toEqual({ error: 'authorization_pending' });
    const form = { user_code: user_code ?? '', answer: 'allow' };
    expect((await post('/device', form, fromPage('july'))).status).toBe(200);
    const { access_token, person } = await poll(device_code);
    expect(person).toBe('july');
    expect(gateway.programs.tokens.find(access_token ?? '')).toMatchObject({ person: 'july' });
    expect(gateway.programs.tokens.list('july')[0]?.name).toBe('laptop');
    expect(await poll(device_code)).toEqual({ error: 'expired_token' });
  });

  test('hears that it was refused', async () => {
    const { device_code, user_code = '' } = await begin();
    await post('/device', { user_code, answer: 'refuse' }, fromPage('july'));
    expect(await poll(device_code)).toEqual({ error: 'access_denied' });
  });

  test('hears that its code has ended, and that code opens nothing any more', async () => {
    const { device_code, user_code } = await begin();
    nowMs += 600_000;
    expect((await look('july', user_code)).status).toBe(404);
    expect(await poll(device_code)).toEqual({ error: 'expired_token' });
  });

  test('that asks too often is told to slow down, and has to', async () => {
    const { device_code } = await begin();
    await poll(device_code);
    nowMs -= 4000;
    expect(await poll(device_code)).toEqual({ error: 'slow_down' });
    expect(await poll(device_code)).toEqual({ error: 'slow_down' });
    nowMs += 20_000;
    expect(await poll(device_code)).toEqual({ error: 'authorization_pending' });
  });

  test('gets nothing when the person has left meanwhile', async () => {
    const before = gateway.workspace;
    const { device_code, user_code = '' } = await begin();
    await post('/device', { user_code, answer: 'allow' }, fromPage('john'));
    gateway.workspace = { ...before, people: before.people.filter(({ name }) => name !== 'john') };
    expect(await poll(device_code)).toEqual({ error: 'access_denied' });
    gateway.workspace = before;
  });

  test('that is no client of ours, or sends anything else, gets the errors of OAuth', async () => {
    const answers = [
      await post('/device/authorization', {}),
      await post('/device/authorization', { client_id: 'other' }),
      await post('/device/token', { client_id: 'atelier', grant_type: 'password' }),
      await post('/device/token', { client_id: 'atelier', grant_type: grantType }),
      await post('/device/token', { client_id: 'atelier', grant_type: grantType, device_code: 'x'.repeat(5000) }),
    ];
    const errors = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { error: string }).error));
    expect(errors).toEqual([
      'invalid_client',
      'invalid_client',
      'unsupported_grant_type',
      'expired_token',
      'invalid_request',
    ]);
  });

  test('shows its name as a text, whatever stands in it', async () => {
    const { user_code } = await begin('<img src=x onerror=alert(1)>\u202e\n');
    const page = await (await look('july', user_code)).text();
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;\\u202e');
    expect(page).not.toContain('<img');
  });
});

describe('nobody lets a device in', () => {
  test('from a page of another origin, or without one', async () => {
    const { device_code, user_code = '' } = await begin();
    const form = { user_code, answer: 'allow' };
    const origins = ['null', 'http://evil.example', 'http://july--sales.localhost:1', undefined];
    for (const origin of origins) {
      const answer = await post('/device', form, { ...as('july'), ...(origin !== undefined && { origin }) });
      expect(answer.status, origin ?? 'none').toBe(403);
    }
    expect(await poll(device_code)).toEqual({ error: 'authorization_pending' });
  });

  test('by looking at it, or signed out', async () => {
    const { device_code, user_code = '' } = await begin();
    await look('july', user_code);
    await fetch(`${gateway.url}/device?user_code=${user_code}&answer=allow`, { headers: as('july') });
    expect((await post('/device', { user_code, answer: 'allow' }, { origin: gateway.url })).status).toBe(401);
    expect(await poll(device_code)).toEqual({ error: 'authorization_pending' });
  });

  test('with a token, even of all that a person may do: it would make another token', async () => {
    const { device_code, user_code = '' } = await begin();
    const { text } = gateway.programs.tokens.make({ person: 'july', name: 'program' });
    const headers = { authorization: `Bearer ${text}`, origin: gateway.url };
    expect((await post('/device', { user_code, answer: 'allow' }, headers)).status).toBe(404);
    expect(await poll(device_code)).toEqual({ error: 'authorization_pending' });
  });

  test('by guessing: after ten wrong codes a person waits, also with the right one', async () => {
    const { device_code, user_code = '' } = await begin();
    for (let guess = 0; guess < 10; guess += 1) expect((await look('john', 'BBBB-BBBB')).status).toBe(404);
    expect((await look('john', user_code)).status).toBe(429);
    expect((await post('/device', { user_code, answer: 'allow' }, fromPage('john'))).status).toBe(429);
    expect(await poll(device_code)).toEqual({ error: 'authorization_pending' });
    expect((await look('july', user_code)).status).toBe(200);
  });

  test('by filling up the waits: what waits already goes on', async () => {
    const { device_code, user_code = '' } = await begin();
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => post('/device/authorization', { client_id: 'atelier' })),
    );
    expect(answers.filter(({ status }) => status === 503).length).toBe(45);
    await post('/device', { user_code, answer: 'allow' }, fromPage('july'));
    expect(await poll(device_code)).toMatchObject({ person: 'july' });
  });
});
