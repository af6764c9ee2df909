import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProgramGateway, programGateway, sessionHeader } from './program-gateway.ts';

let gateway: ProgramGateway;
beforeAll(async () => {
  gateway = await programGateway();
});
afterAll(() => gateway.close());

type Headers = Readonly<Record<string, string>>;
const as = (person: string): Headers => ({ [sessionHeader]: person });
const by = (text: string): Headers => ({ authorization: `Bearer ${text}` });

async function ask(method: string, path: string, headers: Headers, body?: object) {
  const init = { method, headers: { 'content-type': 'application/json', ...headers } };
  const answer = await fetch(
    `${gateway.url}${path}`,
    body === undefined ? init : { ...init, body: JSON.stringify(body) },
  );
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}

const make = (headers: Headers, wish: object) => ask('POST', '/tokens', headers, { name: 'one', ...wish });
/** What came of a request of the space of somebody's, or of an endpoint. */
const reach = async (headers: Headers, path = '/projects/sales/endpoints/demand/ping') =>
  (await fetch(`${gateway.url}${path}`, { headers })).status;

describe('a person who is signed in', () => {
  test('makes a token, sees it, uses it and ends it', async () => {
    const { status, body } = await make(as('july'), { name: 'a script', days: 7 });
    const { id, text, endsAtMs } = body as unknown as { id: string; text: string; endsAtMs: number };
    expect(status).toBe(200);
    expect(text).toMatch(new RegExp(`^atl_${id}_[A-Za-z0-9_-]{43}$`));
    expect(Math.abs(endsAtMs - Date.now() - 7 * 86_400_000)).toBeLessThan(60_000);
    expect(await reach(by(text))).toBe(200);
    const { body: list } = await ask('GET', '/tokens', as('july'));
    expect(list).toMatchObject({
      person: 'july',
      tokens: [{ id, name: 'a script', scope: 'all', usedAtMs: expect.any(Number) }],
    });
    expect(JSON.stringify(list)).not.toContain(text.slice(-43));
    expect((await ask('DELETE', `/tokens/${id}`, as('july'))).status).toBe(200);
    expect(await reach(by(text))).toBe(401);
    expect((await ask('DELETE', `/tokens/${id}`, as('july'))).body).toMatchObject({ problem: { code: 'NoSuchToken' } });
  });

  test("sees and ends no token of somebody else's", async () => {
    const { body } = await make(as('john'), {});
    const { id, text } = body as unknown as { id: string; text: string };
    expect(JSON.stringify((await ask('GET', '/tokens', as('july'))).body)).not.toContain(id);
    expect((await ask('DELETE', `/tokens/${id}`, as('july'))).status).toBe(400);
    expect(await reach(by(text))).toBe(200);
  });

  test('makes none of a project that is not theirs, and none that nobody accepts', async () => {
    expect((await make(as('july'), { project: 'other' })).body).toMatchObject({
      problem: { code: 'NoProjectOfYours' },
    });
    for (const wish of [
      { name: '' },
      { name: 'a\nb' },
      { name: 'x'.repeat(65) },
      { days: 366 },
      { days: 0 },
      { scope: 'more' },
      { person: 'john' },
    ]) {
      expect((await make(as('july'), wish)).body, JSON.stringify(wish)).toMatchObject({
        problem: { code: 'RequestNotAccepted' },
      });
    }
  });

  test('has at most a hundred', () => {
    const { tokens } = gateway.programs;
    const all = () => Array.from({ length: 101 }, () => tokens.make({ person: 'many', name: 'one' }));
    expect(all).toThrow(expect.objectContaining({ code: 'TooManyTokens' }));
  });
});

describe('a token', () => {
  test('lets in as far as its person, to what it was made for, and no further', async () => {
    const { tokens } = gateway.programs;
    const reading = tokens.make({ person: 'july', name: 'r', narrowed: { scope: 'read', project: null } }).text;
    const other = tokens.make({ person: 'john', name: 'o', narrowed: { scope: 'all', project: 'other' } }).text;
    expect(await reach(by(reading))).toBe(200);
    expect(await reach(by(reading), '/spaces/july/sales/')).toBe(403);
    expect(await reach(by(other))).toBe(403);
    expect(await reach(by(other), '/projects/other/endpoints/demand/ping')).toBe(200);
    expect(await reach(by(tokens.make({ person: 'john', name: 'j' }).text), '/spaces/july/sales/')).toBe(403);
    expect(await reach(by(tokens.make({ person: 'july', name: 'j' }).text), '/spaces/july/sales/')).toBe(200);
  });

  test('makes none that is wider or lives longer than itself', async () => {
    const { tokens } = gateway.programs;
    const reading = tokens.make({ person: 'july', name: 'r', narrowed: { scope: 'read', project: null } });
    const one = tokens.make({ person: 'july', name: 'p', narrowed: { scope: 'all', project: 'sales' } });
    for (const { text, id } of [reading, one]) {
      expect((await make(by(text), {})).status).toBe(403);
      expect((await ask('DELETE', `/tokens/${id}`, by(text))).status).toBe(403);
      expect((await ask('GET', '/tokens', by(text))).status).toBe(200);
    }
    const endsAtMs = Date.now() + 3_600_000;
    const short = tokens.make({ person: 'july', name: 's', endsAtMs });
    expect((await make(by(short.text), { days: 300 })).body).toMatchObject({ endsAtMs });
    expect((await make(by(short.text), {})).body).toMatchObject({ endsAtMs });
  });

  test('of somebody who has left the file lets nobody in, and is gone once the file is taken', async () => {
    const before = gateway.workspace;
    const { text } = gateway.programs.tokens.make({ person: 'john', name: 'left' });
    gateway.workspace = { ...before, people: before.people.filter(({ name }) => name !== 'john') };
    expect(await reach(by(text))).toBe(403);
    expect((await ask('GET', '/tokens', by(text))).status).toBe(403);
    gateway.programs.keepOnly(gateway.workspace.people.map(({ name }) => name));
    gateway.workspace = before;
    expect(await reach(by(text))).toBe(401);
  });

  test('is written down by its id, and stands nowhere as it is', async () => {
    const { id, text } = gateway.programs.tokens.make({ person: 'july', name: 'audited' });
    await reach(by(text));
    expect(gateway.audited.at(-1)).toMatchObject({ who: 'july', by: `token ${id}`, allowed: true });
    expect(JSON.stringify(gateway.audited)).not.toContain(text.slice(-43));
  });
});
