import { expect, test } from 'vitest';
import { Browser } from './browser.ts';
import { ask, type SignInHere, signInHere } from './sign-in-here.ts';
import { acceptInvitation } from './signed-in.ts';

const minuteMs = 60_000;

/** A browser in which July is signed in at the portal, and the address by which she would enter a space. */
async function entrance(here: SignInHere, browser = new Browser(), space = here.space('july')) {
  if (!browser.cookies.has('localhost')) await acceptInvitation(here, 'july', browser);
  const away = await browser.send(new URL(`${space}/lab`), { site: 'none' });
  const entered = await browser.send(new URL(away.headers.location ?? ''), { site: 'none' });
  return { browser, way: new URL(entered.headers.location ?? '') };
}

async function isInAt(here: SignInHere, browser: Browser, origin = here.space('july')): Promise<boolean> {
  return (await browser.send(new URL(`${origin}/x`), { site: 'none' })).body === 'july at /x';
}

test('a way in works once', async () => {
  await using here = await signInHere();
  const { browser, way } = await entrance(here);
  expect((await browser.visit(way.href)).status).toBe(200);
  expect(await isInAt(here, browser)).toBe(true);
  expect((await browser.visit(way.href)).status).toBe(400);
});

test('a way in works in the browser that asked for it alone', async () => {
  await using here = await signInHere();
  const { way } = await entrance(here);
  const other = new Browser();
  await other.send(new URL(`${here.space('july')}/lab`), { site: 'none' });
  expect((await other.visit(way.href)).status).toBe(400);
  expect(await isInAt(here, other)).toBe(false);
});

test('a way in with the state of another browser is none, though that browser brings it', async () => {
  await using here = await signInHere();
  const { way } = await entrance(here);
  const other = new Browser();
  const away = await other.send(new URL(`${here.space('july')}/lab`), { site: 'none' });
  const state = new URL(away.headers.location ?? '').searchParams.get('state') ?? '';
  way.searchParams.set('state', state);
  expect((await other.visit(way.href)).status).toBe(400);
  expect(await isInAt(here, other)).toBe(false);
});

test('a way into one origin is none into another', async () => {
  await using here = await signInHere();
  const { browser, way } = await entrance(here);
  const elsewhere = here.space('john');
  await browser.send(new URL(`${elsewhere}/lab`), { site: 'none' });
  // The states are made the same, so that nothing but the origin differs.
  const own = browser.cookies.get(new URL(here.space('july')).hostname) ?? new Map();
  browser.cookies.set(new URL(elsewhere).hostname, new Map(own));
  expect((await browser.visit(way.href.replace(way.origin, elsewhere))).status).toBe(400);
  expect(await isInAt(here, browser, elsewhere)).toBe(false);
});

test('a way in that was shown to a browser without its state is used up', async () => {
  await using here = await signInHere();
  const { browser, way } = await entrance(here);
  expect((await new Browser().visit(way.href)).status).toBe(400);
  expect((await browser.visit(way.href)).status).toBe(400);
});

test('a way in ends after a minute, and with the session that it came from', async () => {
  await using here = await signInHere();
  const { browser, way } = await entrance(here);
  here.aheadMs = minuteMs;
  expect((await browser.visit(way.href)).status).toBe(400);
  const next = await entrance(here, browser);
  await browser.post(new URL(`${here.portal}/sign-out`), '', 'application/x-www-form-urlencoded', here.portal);
  expect((await browser.visit(next.way.href)).status).toBe(400);
});

test('no guess is a way in', async () => {
  await using here = await signInHere();
  const browser = new Browser();
  const away = await browser.send(new URL(`${here.space('july')}/lab`), { site: 'none' });
  const state = new URL(away.headers.location ?? '').searchParams.get('state') ?? '';
  const guesses = ['', 'x', 'A'.repeat(43), state, '__proto__', '%00', 'a'.repeat(5000), '../..', 'constructor'];
  for (const code of guesses) {
    const way = `${here.space('july')}/.atelier/enter?code=${code}&state=${state}`;
    expect((await browser.visit(way)).status).toBe(400);
  }
  expect(await isInAt(here, browser)).toBe(false);
});

test('the portal sends nobody, and no code, to an origin that is not ours', async () => {
  await using here = await signInHere();
  const browser = new Browser();
  await acceptInvitation(here, 'july', browser);
  const { host } = new URL(here.space('july'));
  const state = 'A'.repeat(43);
  for (const to of [
    'http://evil.example/',
    '//evil.example/',
    `${here.portal}/x`,
    `http://july--sales.localhost:${here.port + 1}/`,
    `https://${host}/`,
    `http://nobody--sales.localhost:${here.port}/`,
    `http://${host}.evil.example/`,
    `http://evil.example#@${host}/`,
    `http://evil.example\\@${host}/`,
    `http://user@${host}/`,
    `http://${host}@evil.example/`,
    `javascript:alert(1)//${host}`,
    `data:text/html,http://${host}`,
    ` http://evil.example/`,
    `http:/\t/evil.example/`,
    'http://%6cocalhost/',
    '/',
    '',
  ]) {
    const url = new URL(`${here.portal}/enter?to=${encodeURIComponent(to)}&state=${state}`);
    const answer = await browser.send(url, { site: 'none' });
    expect([to, answer.status, answer.headers.location]).toEqual([to, 400, undefined]);
  }
});

test('after signing in nobody is sent to another host, whatever the address said', async () => {
  await using here = await signInHere();
  const browser = new Browser();
  await acceptInvitation(here, 'july', browser);
  for (const to of [
    '//evil.example',
    '/\\evil.example',
    'http://evil.example',
    '/.//evil.example',
    '/\t/evil.example',
    '\\/evil.example',
  ]) {
    const url = new URL(`${here.portal}/sign-in?to=${encodeURIComponent(to)}`);
    const { location = '' } = (await browser.send(url, { site: 'none' })).headers;
    expect(new URL(location, url).origin).toBe(here.portal);
    expect((await browser.send(url, { site: 'cross-site' })).body).not.toMatch(/url=(http:\/\/evil|\/\/|\/\\)/);
  }
  const atSpace = await ask(new URL(`${here.space('july')}/x`), {
    headers: { accept: 'text/html', 'sec-fetch-mode': 'navigate' },
  });
  expect(atSpace.headers.location?.startsWith(`${here.portal}/enter?`)).toBe(true);
});

test('the cookie of one origin lets nobody in at another', async () => {
  await using here = await signInHere();
  const { browser, way } = await entrance(here);
  await browser.visit(way.href);
  const values = (host: string) =>
    [...(browser.cookies.get(host) ?? [])].map(([name, { value }]) => `${name}=${value}`).join('; ');
  const [atPortal, atSpace] = [values('localhost'), values(way.hostname)];
  const tries = [
    [here.portal, atSpace],
    [here.space('john'), atSpace],
    [here.space('july'), atPortal],
    [here.space('john'), atPortal],
  ] as const;
  for (const [origin, cookie] of tries) {
    expect((await ask(new URL(`${origin}/x`), { headers: { cookie } })).status).toBe(401);
  }
  expect((await ask(new URL(`${here.portal}/x`), { headers: { cookie: atPortal } })).status).toBe(200);
  expect((await ask(new URL(`${here.space('july')}/x`), { headers: { cookie: atSpace } })).status).toBe(200);
});

test('signing out at the portal ends what came from it, at once', async () => {
  await using here = await signInHere();
  const { browser, way } = await entrance(here);
  await browser.visit(way.href);
  await browser.post(new URL(`${here.portal}/sign-out`), '', 'application/x-www-form-urlencoded', here.portal);
  expect(await isInAt(here, browser)).toBe(false);
  expect(await isInAt(here, browser, here.portal)).toBe(false);
});

test('whatever changes something is refused to pages of another origin', async () => {
  await using here = await signInHere();
  const { browser, way } = await entrance(here);
  await browser.visit(way.href);
  const url = new URL(`${here.portal}/sign-out`);
  const type = 'application/x-www-form-urlencoded';
  for (const origin of [
    here.space('july'),
    'http://evil.example',
    'null',
    `${here.portal}.evil.example`,
    here.portal.toUpperCase(),
  ]) {
    expect([origin, (await browser.post(url, '', type, origin)).status]).toEqual([origin, 403]);
  }
  const bare = { 'content-type': type };
  expect((await browser.send(url, { method: 'POST', headers: bare, body: '', site: 'none' })).status).toBe(403);
  const led = { ...bare, origin: here.portal };
  for (const site of ['cross-site', 'same-site']) {
    expect((await browser.send(url, { method: 'POST', headers: led, body: '', site })).status).toBe(403);
  }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const answer = await browser.send(url, { method, headers: { origin: 'http://evil.example' }, site: 'cross-site' });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([403, undefined]);
  }
  expect(await isInAt(here, browser, here.portal)).toBe(true);
});
