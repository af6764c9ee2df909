import { Problem } from '@atelier/problem';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { originText } from '../src/origins/known-origins.ts';
import { personIn } from './crowd.ts';
import { type AskedOrigin, testCookie, testGateway } from './test-gateway.ts';
import { rawConnection, upgradeHead } from './websockets.ts';

const july = personIn('data-scientist', 'acme');
const open = await testGateway({ absent: [`space ${july}/acme`] });
afterAll(() => open.close());

const visit = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html', [testCookie]: 'yes' };
const { host: julysHost } = new URL(originText({ kind: 'space', person: july, project: 'acme' }, open.url));

describe('somebody who goes to a page in a browser and is refused', () => {
  test.each<[string, Omit<AskedOrigin, 'headers'>, number, RegExp]>([
    ['the space is shut', { host: julysHost, path: '/lab' }, 503, /The space is not open.*Open it on the first page/s],
    [
      'it is a path of programs',
      { path: `/spaces/${july}/acme/lab` },
      403,
      /for programs.*Begin at http:\/\/localhost/s,
    ],
    ['nothing is there', { path: '/nothing' }, 404, /GET \/nothing is not served here/],
    [
      'the project has no such host',
      { host: 'sales--none.localhost', path: '/' },
      403,
      /answered are http:\/\/localhost/,
    ],
    ['it is not theirs', { host: 'tracking-beta.localhost', path: '/' }, 403, /is not a member of beta/],
  ])('reads why, on a page that leads to the first one: %s', async (_, asked, status, said) => {
    const answer = await open.askAs(july, { ...asked, headers: visit });
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(answer.text).toMatch(said);
    expect(answer.text).toContain(`<a href="${open.url}/">To your projects</a>`);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('reads what was asked for with every sign of HTML escaped', async () => {
    const { text } = await open.askAs(july, { path: '/<img/src=x>', headers: visit });
    expect(text).toContain('/&lt;img/src=x&gt;');
    expect(text).not.toContain('<img');
  });

  test('is told by the problem where a body comes along', async () => {
    const { headers } = await open.askAs(july, { path: '/nothing', headers: visit, body: 'x'.repeat(100_000) });
    expect(headers['content-type']).toBe('application/json');
  });
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['a program', {}],
  ['a script of a page', { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin', accept: 'text/html' }],
])('%s that is refused is told by the problem, with its code, fix and state', async (_, headers) => {
  const { status, text } = await open.askAs(july, { path: `/spaces/${july}/acme/lab`, headers });
  expect(status).toBe(503);
  expect(JSON.parse(text)).toEqual({
    code: 'SpaceShut',
    error_code: 'SpaceShut',
    message: expect.any(String),
    fix: expect.any(String),
    state: expect.any(String),
    whose: 'yours',
  });
});

test('a program that sends its token to an origin of browsers hears where it is accepted, and of no name', async () => {
  const headers = { authorization: `Bearer ${open.token}` };
  for (const host of [julysHost, `tracking-acme.localhost:${open.port}`]) {
    const { status, text } = await open.askAs(undefined, { host, path: '/', headers });
    expect([status, JSON.parse(text).code]).toEqual([401, 'OriginForBrowsers']);
    expect(text).not.toContain(july);
  }
});

test('a websocket where none is spoken is refused, and not cut', async () => {
  for (const path of ['/', '/tokens', '/sign-in', '/openapi.json']) {
    const host = `localhost:${open.port}`;
    const connection = rawConnection(open.port, upgradeHead(path, host, `Authorization: Bearer ${open.token}`));
    await connection.ended;
    expect([path, connection.heard()]).toEqual([path, expect.stringMatching(/^HTTP\/1\.1 400 [\s\S]*OddRequest/)]);
  }
});

describe('where it cannot be written down who was let in', () => {
  const unwritten = new Problem({
    ...{ code: 'AuditNotWritten', message: 'The disk is full.', fix: 'Make room on it.', whose: 'machine' },
  });

  test.each(['/', '/tokens', `/spaces/${july}/acme/lab`, '/projects/acme/endpoints/shared/ping'])(
    '%s says so, and tells nothing else',
    async (path) => {
      const full = await testGateway({
        audit: { append: () => Promise.reject(unwritten), close: async () => undefined },
      });
      onTestFinished(() => full.close());
      const { status, text } = await full.askAs(july, { path });
      expect([status, JSON.parse(text)]).toEqual([503, expect.objectContaining({ code: 'AuditNotWritten' })]);
      const head = upgradeHead(`/spaces/${july}/acme/x`, `localhost:${full.port}`, `test-person: ${july}`);
      const connection = rawConnection(full.port, head);
      await connection.ended;
      expect(connection.heard()).toMatch(/^HTTP\/1\.1 503 [\s\S]*AuditNotWritten/);
    },
  );
});
