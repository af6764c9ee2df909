import { expect, test } from 'vitest';
import { randomFrom } from '../../../../test/random-from.ts';
import { Browser } from './browser.ts';
import { ask, signInHere } from './sign-in-here.ts';
import { acceptInvitation } from './signed-in.ts';

const paths = [
  '/x',
  '/sign-in',
  '/sign-in?to=',
  '/sign-in/callback?code=a&state=b',
  '/sign-in/step/a',
  '/sign-in/step/a/password',
  '/sign-in/step/a/passkey',
  '/sign-in/step/a/passkey/question',
  '/invitations',
  '/invitations/password',
  '/invitations/passkey',
  '/invitations/passkey/question',
  '/oidc/auth?client_id=front-door',
  '/oidc/auth/a',
  '/enter?to=a&state=b',
  '/sign-out',
  '/.atelier/enter?code=a&state=b',
  '/.atelier/style.css',
];
const pieces = [
  '%00',
  '%ff',
  '..',
  '//',
  '\\',
  '?',
  '&',
  '=',
  ';',
  '"',
  "'",
  '<script>',
  '{}',
  '[]',
  'constructor',
  '__proto__',
  '🙂',
];
const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data; boundary=x',
  '',
];
const methods = ['GET', 'GET', 'POST', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE'];

test('three thousand damaged requests sign nobody in, end nobody’s session, and are nobody’s bug', async () => {
  await using here = await signInHere();
  const browser = new Browser();
  await acceptInvitation(here, 'july', browser);
  const good = [...(browser.cookies.get('localhost') ?? [])].map(([name, { value }]) => `${name}=${value}`);
  const random = randomFrom(14);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const noise = (most: number) => Array.from({ length: Math.floor(random() * most) }, () => pick(pieces)).join('');
  const damaged = (text: string) => {
    const at = Math.floor(random() * text.length);
    const sign = pick(['a', 'Z', '0', '-', ' ', '"', ',', ';', '=', '%']);
    const other = random() < 0.5 ? `${text.slice(0, at)}${sign}${text.slice(at + 1)}` : text.slice(0, at);
    return other === text ? `${text}x` : other;
  };
  const before = here.entries.length;
  const counts = new Map<number, number>();
  for (let tries = 0; tries < 3000; tries += 1) {
    const method = pick(methods);
    const origin = pick([here.portal, here.portal, here.space('july'), here.space('john')]);
    const url = new URL(origin);
    const target = `${pick(paths)}${encodeURI(noise(4))}`;
    const name = pick(good.map((one) => one.split('=')[0] ?? ''));
    const cookie = pick([
      damaged(good[0] ?? ''),
      `${name}=${encodeURI(noise(6))}`,
      `${good[0]}; ${good[0]}`,
      encodeURI(noise(9)),
      `${name}`,
    ]);
    const body =
      method === 'POST' || method === 'PUT'
        ? pick([noise(50), '{"code":"x"', '{"answer":{"id":[]}}', 'code=x&password=y', ''])
        : undefined;
    const headers: Record<string, string> = {
      cookie,
      accept: pick(['text/html', '*/*', 'application/json', '']),
      'sec-fetch-site': pick(['none', 'same-origin', 'cross-site', 'x']),
      'sec-fetch-mode': pick(['navigate', 'cors', 'x']),
      origin: pick([here.portal, here.space('july'), 'null', 'http://evil.example', '']),
      'content-type': pick(types),
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    };
    const answer = await ask(new URL(`${url.origin}${target}`), {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
    const set = (answer.headers['set-cookie'] ?? []).filter(
      (one) => /-session=[^;]/.test(one) && !one.includes('provider'),
    );
    expect([method, target, cookie, set, / at \//.test(answer.body)]).toEqual([method, target, cookie, [], false]);
    const { location = here.portal } = answer.headers;
    expect(new URL(location, url).hostname).toMatch(/^([a-z]+--sales\.)?localhost$/);
  }
  expect(here.news).toEqual([]);
  expect([...counts.keys()].filter((status) => status >= 500)).toEqual([]);
  expect(here.entries.slice(before).filter(({ allowed }) => allowed)).toEqual([]);
  expect((await browser.visit(`${here.portal}/x`)).body).toBe('july at /x');
});
