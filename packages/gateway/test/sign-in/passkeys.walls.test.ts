import { expect, test } from 'vitest';
import { Browser } from './browser.ts';
import { ask, type SignInHere, signInHere } from './sign-in-here.ts';
import { softAuthenticator, type Twist } from './soft-authenticator.ts';

type Authenticator = ReturnType<typeof softAuthenticator>;

async function post(here: SignInHere, browser: Browser, path: string, document: unknown) {
  const answer = await browser.post(
    new URL(path, here.portal),
    JSON.stringify(document),
    'application/json',
    here.portal,
  );
  return { status: answer.status, given: JSON.parse(answer.body) };
}

async function make(here: SignInHere, person: string, key: Authenticator, twist: Twist = {}, browser = new Browser()) {
  const code = here.app.invite(person).url.split('#')[1];
  const { given } = await post(here, browser, '/invitations/passkey/question', { code });
  return post(here, browser, '/invitations/passkey', { code, answer: key.make(given, twist) });
}

/** A sign-in that is under way, and the question that it asks a passkey. */
async function asked(here: SignInHere, browser = new Browser()) {
  const page = await browser.visit(`${here.portal}/sign-in?to=/x`);
  const path = /data-path="([^"]*)"/.exec(page.body)?.[1] ?? '';
  const { given } = await post(here, browser, `${path}/question`, {});
  return { browser, path, question: given as { challenge: string } };
}

async function use(here: SignInHere, key: Authenticator, twist: Twist = {}) {
  const { browser, path, question } = await asked(here);
  const { status, given } = await post(here, browser, path, { answer: key.use(question, twist) });
  const page = status === 200 ? await browser.visit(given.goTo, { from: here.portal }) : undefined;
  return page?.body ?? status;
}

test('a passkey that was made with an invitation signs its person in', async () => {
  await using here = await signInHere();
  const key = softAuthenticator(here.portal);
  const browser = new Browser();
  expect(await make(here, 'july', key, {}, browser)).toEqual({ status: 200, given: { goTo: '/' } });
  expect((await browser.visit(`${here.portal}/y`)).body).toBe('july at /y');
  expect(await use(here, key)).toBe('july at /x');
});

const twists: readonly (readonly [string, (here: SignInHere) => Twist])[] = [
  ['for another origin', () => ({ origin: 'http://evil.example' })],
  ['for a space', (here) => ({ origin: here.space('july') })],
  ['for another port', (here) => ({ origin: `http://localhost:${here.port + 1}` })],
  ['for another host', () => ({ host: 'evil.example' })],
  ['without making sure who holds it', () => ({ isVerified: false })],
  ['to another question', () => ({ challenge: 'A'.repeat(43) })],
  ['to a question of another kind', () => ({ type: 'webauthn.other' })],
];

test.each(twists)('an answer %s is none', async (_, twist) => {
  await using here = await signInHere();
  const key = softAuthenticator(here.portal);
  expect((await make(here, 'july', softAuthenticator(here.portal), twist(here))).status).toBe(400);
  await make(here, 'july', key);
  expect(await use(here, key, twist(here))).toBe(403);
  expect(await use(here, key)).toBe('july at /x');
});

test('a key that counts backwards, as a copy of it does, is refused', async () => {
  await using here = await signInHere();
  const key = softAuthenticator(here.portal);
  await make(here, 'july', key);
  expect(await use(here, key, { counter: 7 })).toBe('july at /x');
  expect(await use(here, key, { counter: 7 })).toBe(403);
  expect(await use(here, key, { counter: 6 })).toBe(403);
  expect(await use(here, key, { counter: 8 })).toBe('july at /x');
});

test('an answer works once, in the sign-in that asked for it, for five minutes', async () => {
  await using here = await signInHere();
  const key = softAuthenticator(here.portal);
  await make(here, 'july', key);
  const [one, other] = [await asked(here), await asked(here)];
  const answer = key.use(one.question);
  expect((await post(here, other.browser, other.path, { answer })).status).toBe(403);
  expect((await post(here, other.browser, one.path, { answer })).status).toBe(400);
  const late = await asked(here);
  here.aheadMs = 5 * 60_000;
  expect((await post(here, late.browser, late.path, { answer: key.use(late.question) })).status).toBe(403);
  const again = await asked(here);
  const good = key.use(again.question);
  expect((await post(here, again.browser, again.path, { answer: good })).status).toBe(200);
  expect((await post(here, again.browser, again.path, { answer: good })).status).not.toBe(200);
});

test('a sign-in goes on at its own address alone, though a browser sends the cookies of another', async () => {
  await using here = await signInHere();
  const [one, other] = [await asked(here), await asked(here)];
  const cookies = one.browser.cookies.get('localhost') ?? new Map();
  const cookie = [...cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: here.portal, 'content-type': 'application/json' };
  const question = (path: string) => ask(new URL(`${path}/question`, here.portal), { method: 'POST', headers });
  expect((await question(one.path)).status).toBe(200);
  expect((await question(other.path)).status).toBe(400);
});

test('a key that nobody has set is nobody, and one that somebody has is not set for another', async () => {
  await using here = await signInHere();
  const key = softAuthenticator(here.portal);
  expect(await use(here, key)).toBe(403);
  await make(here, 'july', key);
  expect((await make(here, 'john', key)).status).toBe(400);
  expect(await use(here, key)).toBe('july at /x');
});

test('the key of somebody who has left, or who was invited anew, lets nobody in', async () => {
  await using here = await signInHere();
  const [old, key] = [softAuthenticator(here.portal), softAuthenticator(here.portal)];
  await make(here, 'july', old);
  await make(here, 'july', key);
  expect(await use(here, old)).toBe(403);
  const { workspace } = here;
  here.workspace = { ...workspace, people: workspace.people.filter(({ name }) => name !== 'july') };
  expect(await use(here, key)).toBe(403);
});

test('whatever else is sent for an answer is refused, and ends nothing but itself', async () => {
  await using here = await signInHere();
  const key = softAuthenticator(here.portal);
  await make(here, 'july', key);
  const { browser, path } = await asked(here);
  const odd = [
    null,
    1,
    'x',
    [],
    {},
    { id: key.id },
    { id: 1 },
    { id: { toString: 1 } },
    { id: key.id, response: null },
  ];
  for (const answer of odd) {
    await post(here, browser, `${path}/question`, {});
    expect((await post(here, browser, path, { answer })).status).toBe(403);
  }
  for (const body of ['', '[', '"x"', 'null', '{"answer":', '\u0000']) {
    const sent = await browser.post(new URL(path, here.portal), body, 'application/json', here.portal);
    expect(sent.status).toBe(403);
  }
  expect(here.news).toEqual([]);
  expect(await use(here, key)).toBe('july at /x');
});
