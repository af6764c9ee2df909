import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type WayToProvider, wayToProvider } from '../../../local/src/front-door/way-to-provider.ts';
import {
  doorName,
  hasOpenssl,
  type TestAuthority,
  testAuthority,
} from '../../../local/test/front-door/test-authority.ts';
import { originText } from '../../src/origins/known-origins.ts';
import { cookieName } from '../../src/sessions/cookie.ts';
import { crowdedWorkspace, personIn } from '../crowd.ts';
import { Browser } from '../sign-in/browser.ts';
import type { ask } from '../sign-in/sign-in-here.ts';
import { websocketServer } from '../websockets.ts';
import { type ProviderByTls, providerByTls } from './provider-by-tls.ts';
import { address, type TlsGateway, tlsGateway } from './tls-gateway.ts';

const person = personIn('data-scientist', 'acme');

describe.skipIf(!hasOpenssl)('people who come by TLS (skipped where no openssl makes a certificate)', () => {
  let authority: TestAuthority;
  let door: TlsGateway;
  let provider: ProviderByTls;
  let way: WayToProvider;
  const folder = mkdtempSync(join(tmpdir(), 'by-tls-'));

  beforeAll(async () => {
    authority = testAuthority();
    provider = await providerByTls(authority);
    way = await wayToProvider(join(folder, 'provider'), () => provider.issuer);
    const crowded = crowdedWorkspace();
    const oidc = { issuer: provider.issuer, clientId: 'atelier', secretFile: null };
    const workspace = { ...crowded, signIn: { ...crowded.signIn, oidc } };
    door = await tlsGateway({ authority, workspace, provider: join(folder, 'provider') });
    provider.serve(`${door.url}/sign-in/callback`);
  });
  afterAll(async () => {
    await door.close();
    await way.close();
    await provider.close();
    authority.remove();
    rmSync(folder, { recursive: true });
  });

  /** A browser in which both the front door's name and the provider's are found. */
  const browser = () => new Browser(askOnce);
  const askOnce: typeof ask = async (url, { method = 'GET', headers = {}, body } = {}) => {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const host = url.hostname === 'localhost' ? '127.0.0.1' : address;
    const to = {
      host,
      port: url.port,
      servername: url.hostname,
      ca: authority.ca,
      path: `${url.pathname}${url.search}`,
    };
    const sent = request({ ...to, method, headers: { host: url.host, ...headers }, agent: false }, resolve);
    sent.once('error', reject);
    sent.end(body);
    const answer = await promise;
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer), url };
  };
  const signedIn = async () => {
    const own = browser();
    provider.as = person;
    const page = await own.visit(`${door.url}/`);
    return { own, page };
  };
  const session = () => cookieName(door.url, 'session');

  test('sign in at the provider, and are taken back to the name of the front door', async () => {
    const { own, page } = await signedIn();
    expect([page.status, page.body.includes(`Welcome, ${person}`)]).toEqual([200, true]);
    expect(page.headers['strict-transport-security']).toContain('max-age=');
    const asked = own.visited.map((one) => new URL(one)).find(({ pathname }) => pathname === '/auth');
    expect(asked?.origin).toBe(provider.issuer);
    expect(asked?.searchParams.get('redirect_uri')).toBe(`${door.url}/sign-in/callback`);
    expect([...(own.cookies.get(doorName)?.keys() ?? [])].every((name) => name.startsWith('__Host-'))).toBe(true);
    expect(own.cookies.get(doorName)?.get(session())).toMatchObject({ path: '/', strict: true });
  });

  test('who are nobody of the workspace are told so', async () => {
    provider.as = 'mallory';
    const page = await browser().visit(`${door.url}/`);
    expect([page.status, page.body.includes('Not of this workspace')]).toEqual([403, true]);
  });

  test('go on to tracking and to their space, each with a cookie of its own', async () => {
    const { own } = await signedIn();
    for (const host of [`tracking-acme.${doorName}`, new URL(spaceUrl()).hostname]) {
      const page = await own.visit(`https://${host}:${door.port}/`, { from: door.url });
      expect([host, page.status, page.body]).toEqual([host, 200, 'reached']);
      expect([...(own.cookies.get(host)?.keys() ?? [])]).toContain(session());
    }
    const values = [...own.cookies.values()].map((kept) => kept.get(session())?.value).filter(Boolean);
    expect(new Set(values).size).toBe(3);
  });

  test('open a websocket to their space, which ends with the session', async () => {
    const { own } = await signedIn();
    await own.visit(`${spaceUrl()}/`, { from: door.url });
    const { hostname, origin, host } = new URL(spaceUrl());
    const cookie = `${session()}=${own.cookies.get(hostname)?.get(session())?.value}`;
    const { space } = door.gateway.door.places;
    const path = space(person, 'acme');
    rmSync(path);
    const server = await websocketServer(path);
    const open = async (headers: Readonly<Record<string, string>>) => {
      const socket = await door.shake({ servername: hostname });
      const first = new Promise<string>((resolve) => {
        socket.once('data', (data) => resolve(`${data}`.split('\r\n')[0] ?? '')).once('close', () => resolve('closed'));
      });
      const asked = {
        host,
        upgrade: 'websocket',
        connection: 'Upgrade',
        'sec-websocket-key': 'a'.repeat(22),
        ...headers,
      };
      const lines = Object.entries({ 'sec-websocket-version': '13', ...asked }).map(
        ([name, value]) => `${name}: ${value}\r\n`,
      );
      socket.write(`GET /api/kernels/x/channels HTTP/1.1\r\n${lines.join('')}\r\n`);
      const said = await first;
      socket.destroy();
      return said;
    };
    expect(await open({ cookie, origin })).toBe('HTTP/1.1 101 Switching Protocols');
    expect(await open({ cookie, origin: door.url })).toMatch(/403/);
    expect(await open({ cookie, origin: origin.replace('https:', 'http:') })).toMatch(/403/);
    expect(await open({ cookie })).toMatch(/403/);
    expect(await open({ origin })).toMatch(/401/);
    await server.close();
  });

  describe('whose cookies a page of elsewhere sends along', () => {
    const paths = ['/', '/sign-out', '/open-space', '/device', '/tokens', `/people`, '/openapi.json', '/enter'];

    test('are not heard, from another origin of the same site, of this machine or without TLS', async () => {
      const { own } = await signedIn();
      const cookie = [...(own.cookies.get(doorName) ?? [])].map(([name, { value }]) => `${name}=${value}`).join('; ');
      const foreign = [
        ...[spaceUrl(), `https://tracking-acme.${doorName}:${door.port}`, `http://${doorName}:${door.port}`],
        ...['http://localhost:8470', 'http://localhost', 'https://evil.example', 'null', `https://${doorName}`],
      ];
      for (const origin of foreign) {
        for (const path of paths) {
          for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
            const headers = { cookie, origin, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' };
            const { status, headers: answered } = await door.ask({ method, path, headers });
            expect([origin, path, method, status]).toEqual([origin, path, method, 403]);
            expect(answered['access-control-allow-origin']).toBeUndefined();
          }
        }
      }
      expect((await own.visit(`${door.url}/`)).body).toContain(`Welcome, ${person}`);
    });

    test('are not heard where nothing says which page asks', async () => {
      const { own } = await signedIn();
      const cookie = `${session()}=${own.cookies.get(doorName)?.get(session())?.value}`;
      for (const path of paths) expect((await door.ask({ path, headers: { cookie } })).status).toBe(403);
    });
  });

  describe('a session', () => {
    const page = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

    test('counts in no cookie of another name, and at no other origin', async () => {
      const { own } = await signedIn();
      const value = own.cookies.get(doorName)?.get(session())?.value;
      const ask = async (name: string, host = doorName) =>
        (await door.ask({ host, path: '/openapi.json', headers: { ...page, cookie: `${name}=${value}` } })).status;
      expect(await ask(session())).toBe(200);
      const plain = session().replace('__Host-', '');
      for (const name of [
        plain,
        `__Secure-${plain}`,
        `__host-${plain}`,
        `__Host-${plain} `,
        plain.replace(/\d+/, '443'),
      ]) {
        expect([name, await ask(name)]).toEqual([name, 303]);
      }
      for (const host of [`tracking-acme.${doorName}`, new URL(spaceUrl()).hostname]) {
        expect([host, await ask(session(), host)]).toEqual([host, 303]);
      }
    });

    test('is not let in beside one that a page of the same domain has set', async () => {
      const { own } = await signedIn();
      const value = own.cookies.get(doorName)?.get(session())?.value;
      const headers = { ...page, cookie: `${session()}=${value}; ${session()}=x` };
      expect((await door.ask({ path: '/openapi.json', headers })).status).not.toBe(200);
    });
  });

  function spaceUrl(): string {
    return originText({ kind: 'space', person, project: 'acme' }, door.url);
  }
});
