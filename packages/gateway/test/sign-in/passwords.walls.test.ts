import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Browser } from './browser.ts';
import { type SignInHere, signInHere } from './sign-in-here.ts';
import { acceptInvitation, goodPassword, signIn } from './signed-in.ts';

const minuteMs = 60_000;

/** One try on a page of its own. */
function tryOnce(here: SignInHere, name: string, password: string, browser = new Browser()) {
  return signIn(browser, `${here.portal}/x`, name, password);
}

test('a wrong password, a wrong name and nobody at all are told in the same words', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const told = async (name: string, password: string) => {
    const { status, body } = await tryOnce(here, name, password);
    return [status, /role="alert">([^<]*)/.exec(body)?.[1]];
  };
  const wrong = await told('july', 'a wrong password');
  expect(wrong[0]).toBe(403);
  expect(await told('john', goodPassword)).toEqual(wrong);
  expect(await told('mallory', goodPassword)).toEqual(wrong);
  expect(await told('', '')).toEqual(wrong);
});

test('guessing is slowed down more and more, and told; the right password waits as well, other people do not', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  await acceptInvitation(here, 'john');
  for (let tries = 0; tries < 5; tries += 1)
    expect((await tryOnce(here, 'july', `guess number ${tries}`)).status).toBe(403);
  const waits: number[] = [];
  for (let tries = 0; tries < 5; tries += 1) {
    // Written in another way it is the same name.
    const refused = await tryOnce(here, tries % 2 === 0 ? 'July ' : 'july', goodPassword);
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers['retry-after']);
    expect(refused.body).toContain(`in ${seconds} second`);
    waits.push(seconds);
    here.aheadMs += seconds * 1000;
    await tryOnce(here, 'july', 'one more guess');
  }
  expect(waits).toEqual([1, 2, 4, 8, 16]);
  expect((await tryOnce(here, 'john', goodPassword)).body).toBe('john at /x');
  here.aheadMs += minuteMs;
  expect((await tryOnce(here, 'july', goodPassword)).body).toBe('july at /x');
});

test('a hundred guesses at the same moment are five guesses', async () => {
  await using here = await signInHere();
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => tryOnce(here, 'july', `guess ${index}`)));
  expect(answers.filter(({ status }) => status === 403).length).toBe(5);
  expect(answers.filter(({ status }) => status === 429).length).toBe(95);
});

test('guessing at a hundred names is slowed down too, and for seconds alone', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const statuses: number[] = [];
  for (let name = 0; name < 60; name += 1) statuses.push((await tryOnce(here, `name${name}`, goodPassword)).status);
  expect(statuses.filter((status) => status === 403).length).toBeLessThan(60);
  here.aheadMs += 8000;
  expect((await tryOnce(here, 'july', goodPassword)).body).toBe('july at /x');
});

test('it takes as long to be wrong about somebody as about nobody', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const takes = async (name: string) => {
    const times: number[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      here.aheadMs += 60 * minuteMs;
      const browser = new Browser();
      const page = await browser.visit(`${here.portal}/sign-in`);
      const fromMs = performance.now();
      await browser.submit(page, /password$/, { name, password: 'a wrong password' });
      times.push(performance.now() - fromMs);
    }
    return times.toSorted((one, other) => one - other)[2] ?? 0;
  };
  const [known, without, unknown] = [await takes('july'), await takes('john'), await takes('mallory')];
  // What would tell them apart is the digest, which is nearly all of it.
  expect(without / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});

test('whoever leaves the file is out at once, and has no way in when they are back', async () => {
  await using here = await signInHere();
  const browser = new Browser();
  await acceptInvitation(here, 'july', browser);
  await browser.visit(`${here.space('july')}/x`);
  const { workspace } = here;
  here.workspace = { ...workspace, people: workspace.people.filter(({ name }) => name !== 'july') };
  const stillThere = [...(browser.cookies.get('localhost') ?? [])]
    .map(([name, { value }]) => `${name}=${value}`)
    .join('; ');
  expect(here.app.callerOfCookie({ cookie: stillThere }, here.portal)).toBeUndefined();
  here.app.keepOnlyPeople();
  expect((await tryOnce(here, 'july', goodPassword)).status).toBe(403);
  here.workspace = workspace;
  expect(here.app.callerOfCookie({ cookie: stillThere }, here.portal)).toBeUndefined();
  expect((await tryOnce(here, 'july', goodPassword)).status).toBe(403);
});

test('sessions, passwords and invitations survive a restart; no file holds what lets anybody in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sign-in-'));
  try {
    await using here = await signInHere({ file: join(folder, 'gateway.sqlite') });
    const browser = new Browser();
    await acceptInvitation(here, 'july', browser);
    const { url } = here.app.invite('john');
    here.restart();
    expect((await browser.visit(`${here.portal}/x`)).body).toBe('july at /x');
    expect((await tryOnce(here, 'july', goodPassword)).body).toBe('july at /x');
    const cookies = [...browser.cookies.values()].flatMap((own) => [...own.values()].map(({ value }) => value));
    const secrets = [goodPassword, url.split('#')[1] ?? '', ...cookies].filter((secret) => secret.length > 10);
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    for (const text of files) expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    const told = JSON.stringify([here.entries, here.news]);
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every sign-in is written down, who it was or that nobody knows, and how it was shown', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  await tryOnce(here, 'my password by mistake', 'x');
  await tryOnce(here, 'july', goodPassword);
  const written = here.entries.map(({ who, by, allowed, action }) => `${who} ${by} ${action} ${allowed}`);
  expect(written).toEqual([
    'july invitation person.sign-in true',
    'nobody password person.sign-in false',
    'july password person.sign-in true',
    'july sign-in person.sign-in true',
  ]);
  expect(JSON.stringify(here.entries)).not.toContain('mistake');
});
