import { expect, test } from 'vitest';
import { Browser } from './browser.ts';
import { type SignInHere, signInHere } from './sign-in-here.ts';
import { acceptInvitation, goodPassword } from './signed-in.ts';

const minuteMs = 60_000;

/** The address at which July's sign-in would come to its end, before any browser has been there. */
async function callbackOf(here: SignInHere, browser: Browser): Promise<URL> {
  const page = await browser.visit(`${here.portal}/sign-in`);
  const action = /action="([^"]*password)"/.exec(page.body)?.[1] ?? '';
  const form = new URLSearchParams({ name: 'july', password: goodPassword }).toString();
  const sent = await browser.post(new URL(action, here.portal), form, 'application/x-www-form-urlencoded', here.portal);
  const resumed = await browser.send(new URL(sent.headers.location ?? '', here.portal), { site: 'same-origin' });
  return new URL(resumed.headers.location ?? '', here.portal);
}

async function isIn(here: SignInHere, browser: Browser): Promise<boolean> {
  const headers = (await browser.send(new URL(`${here.portal}/x`), { site: 'none' })).body;
  return headers === 'july at /x';
}

test('the answer to a sign-in works once', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const browser = new Browser();
  const callback = await callbackOf(here, browser);
  const kept = new Map([...browser.cookies].map(([host, cookies]) => [host, new Map(cookies)]));
  await browser.visit(callback.href);
  expect(await isIn(here, browser)).toBe(true);
  const again = new Browser();
  for (const [host, cookies] of kept) again.cookies.set(host, cookies);
  expect((await again.visit(callback.href)).status).toBe(400);
  expect(await isIn(here, again)).toBe(false);
});

test('an answer that another browser has asked for signs nobody in there', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const callback = await callbackOf(here, new Browser());
  const victim = new Browser();
  await victim.visit(`${here.portal}/sign-in`);
  for (const from of [undefined, 'http://evil.example']) {
    expect((await victim.visit(callback.href, from === undefined ? {} : { from })).status).toBe(400);
  }
  expect(await isIn(here, victim)).toBe(false);
});

test('the code of one sign-in does not end another, of the same browser or not', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const browser = new Browser();
  const [one, other] = [await callbackOf(here, browser), await callbackOf(here, browser)];
  const swapped = new URL(one);
  swapped.searchParams.set('code', other.searchParams.get('code') ?? '');
  expect((await browser.visit(swapped.href)).status).toBe(400);
  expect(await isIn(here, browser)).toBe(false);
});

test.each([
  ['state', ''],
  ['state', 'A'.repeat(43)],
  ['code', ''],
  ['code', 'A'.repeat(43)],
  ['iss', 'http://localhost:1/oidc'],
  ['iss', ''],
])('an answer whose %s is "%s" signs nobody in', async (name, value) => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const browser = new Browser();
  const callback = await callbackOf(here, browser);
  callback.searchParams.set(name, value);
  expect((await browser.visit(callback.href)).status).toBe(400);
  expect(await isIn(here, browser)).toBe(false);
});

test('an answer that comes after twenty minutes signs nobody in', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const browser = new Browser();
  const callback = await callbackOf(here, browser);
  here.aheadMs = 20 * minuteMs;
  expect((await browser.visit(callback.href)).status).toBe(400);
});

test('an answer about somebody who has left meanwhile signs nobody in', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const browser = new Browser();
  const callback = await callbackOf(here, browser);
  const { workspace } = here;
  here.workspace = { ...workspace, people: workspace.people.filter(({ name }) => name !== 'july') };
  expect((await browser.visit(callback.href)).status).not.toBe(200);
  here.workspace = workspace;
  expect(await isIn(here, browser)).toBe(false);
});

test('whoever leaves while their sign-in is written down has no session, not even when they are back', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const browser = new Browser();
  const callback = await callbackOf(here, browser);
  const { workspace } = here;
  const written = here.entries.push.bind(here.entries);
  here.entries.push = (...entries) => {
    here.workspace = { ...workspace, people: workspace.people.filter(({ name }) => name !== 'july') };
    here.app.keepOnlyPeople();
    return written(...entries);
  };
  await browser.visit(callback.href);
  here.workspace = workspace;
  expect(await isIn(here, browser)).toBe(false);
});

test('a session that a browser was given beforehand is not the one that it has afterwards, and ends', async () => {
  await using here = await signInHere();
  const attacker = new Browser();
  await acceptInvitation(here, 'john', attacker);
  await acceptInvitation(here, 'july');
  const planted = new Map(attacker.cookies.get('localhost'));
  const victim = new Browser();
  const callback = await callbackOf(here, victim);
  for (const [name, cookie] of planted) victim.cookies.get('localhost')?.set(name, cookie);
  await victim.visit(callback.href);
  expect(await isIn(here, victim)).toBe(true);
  expect((await attacker.send(new URL(`${here.portal}/x`), { site: 'none' })).status).not.toBe(200);
});

test('the provider takes browsers nowhere but to the front door, and gives nobody a code without the proof of who asked', async () => {
  await using here = await signInHere();
  const good = `client_id=front-door&response_type=code&scope=openid&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256&state=s`;
  const own = encodeURIComponent(`${here.portal}/sign-in/callback`);
  for (const query of [
    good.concat('&redirect_uri=http%3A%2F%2Fevil.example%2F'),
    good.concat(`&redirect_uri=${encodeURIComponent(`${here.portal}/sign-in/callback@evil.example`)}`),
    good.concat(`&redirect_uri=${encodeURIComponent(here.space('july'))}`),
    good.replace('front-door', 'another').concat(`&redirect_uri=${own}`),
    good.replace(/&code_challenge[^&]*/g, '').concat(`&redirect_uri=${own}`),
    good.replace('S256', 'plain').concat(`&redirect_uri=${own}`),
    good.replace('response_type=code', 'response_type=id_token').concat(`&nonce=n&redirect_uri=${own}`),
    good.concat(`&redirect_uri=${own}&request_uri=http%3A%2F%2Fevil.example`),
  ]) {
    const browser = new Browser();
    const answer = await browser.send(new URL(`${here.portal}/oidc/auth?${query}`), { site: 'none' });
    const { location = '' } = answer.headers;
    expect([query, location.startsWith('http') && !location.startsWith(`${here.portal}/`)]).toEqual([query, false]);
    expect(location).not.toMatch(/^\/sign-in\/step|\/sign-in\/step/);
  }
});

test('of the provider nothing is open to the network but the question who somebody is', async () => {
  await using here = await signInHere();
  const browser = new Browser();
  for (const path of [
    'token',
    'jwks',
    '.well-known/openid-configuration',
    'me',
    'reg',
    'session/end',
    'request',
    'device',
  ]) {
    const url = new URL(`${here.portal}/oidc/${path}`);
    const [read, sent] = [
      await browser.send(url, { site: 'none' }),
      await browser.post(url, 'grant_type=authorization_code', 'application/x-www-form-urlencoded', here.portal),
    ];
    // Both are answered by what lies behind, which knows nobody.
    expect([path, read.status, sent.status]).toEqual([path, 303, 401]);
  }
});
