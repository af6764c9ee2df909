import { expect, test } from 'vitest';
import { Browser } from './browser.ts';
import { type SignInHere, signInHere } from './sign-in-here.ts';
import { acceptInvitation, goodPassword, signIn } from './signed-in.ts';

const hourMs = 3_600_000;
const form = 'application/x-www-form-urlencoded';
const codeOf = (url: string) => url.split('#')[1] ?? '';

function setPassword(here: SignInHere, code: string, password = goodPassword, again = password) {
  const body = new URLSearchParams({ code, password, again }).toString();
  return new Browser().post(new URL(`${here.portal}/invitations/password`), body, form, here.portal);
}

test('the code of an invitation is in no part of an address that a server is sent, and the page tells nobody where it was', async () => {
  await using here = await signInHere();
  const { url } = here.app.invite('july');
  expect(`${new URL(url).pathname}${new URL(url).search}`).toBe('/invitations');
  expect(codeOf(url)).toMatch(/^[\w-]{43}$/);
  const browser = new Browser();
  await acceptInvitation(here, 'july', browser);
  expect(browser.visited.join()).not.toContain(codeOf(url));
  const page = await browser.send(new URL(url), { site: 'none' });
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.headers['referrer-policy']).toBe('same-origin');
});

test('an invitation works once, though many use it at the same time', async () => {
  await using here = await signInHere();
  const code = codeOf(here.app.invite('july').url);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => setPassword(here, code, `${goodPassword} ${index}`)),
  );
  expect(answers.filter(({ status }) => status === 200).length).toBe(1);
  expect((await setPassword(here, code)).status).toBe(403);
});

test('a newer invitation ends the older one, and each ends after an hour', async () => {
  await using here = await signInHere();
  const [older, newer] = [codeOf(here.app.invite('july').url), codeOf(here.app.invite('july').url)];
  expect((await setPassword(here, older)).status).toBe(403);
  here.aheadMs = hourMs;
  expect((await setPassword(here, newer)).status).toBe(403);
});

test('inviting again changes nothing until it is used; then what was before is gone, with all sessions', async () => {
  await using here = await signInHere();
  const browser = new Browser();
  await acceptInvitation(here, 'july', browser);
  const code = codeOf(here.app.invite('july').url);
  expect((await signIn(new Browser(), `${here.portal}/x`, 'july')).body).toBe('july at /x');
  expect((await browser.visit(`${here.portal}/x`)).body).toBe('july at /x');
  await setPassword(here, code, 'another long password');
  expect((await browser.visit(`${here.portal}/x`)).body).toContain('Sign in');
  expect((await signIn(new Browser(), `${here.portal}/x`, 'july')).status).toBe(403);
  expect((await signIn(new Browser(), `${here.portal}/x`, 'july', 'another long password')).body).toBe('july at /x');
});

test.each([
  ['short', 'short', 'at least 12'],
  ['july july july', 'july july july', 'july'],
  ['acme-acme-acme', 'acme-acme-acme', 'acme'],
  [goodPassword, `${goodPassword}.`, 'differ'],
])(
  'the password %s, then %s, is not taken, the page says why, and the invitation stays good',
  async (password, again, told) => {
    await using here = await signInHere();
    const code = codeOf(here.app.invite('july').url);
    const answer = await setPassword(here, code, password, again);
    expect([answer.status, answer.body.includes(told)]).toEqual([400, true]);
    expect(answer.body).not.toContain(`value="${password}"`);
    expect((await setPassword(here, code)).status).toBe(200);
  },
);

test('no guess is an invitation, and nobody can set a password without one', async () => {
  await using here = await signInHere();
  here.app.invite('july');
  for (const code of ['', 'A'.repeat(43), 'july', '%', "' OR 1=1 --", 'x'.repeat(60_000)]) {
    expect((await setPassword(here, code)).status).toBe(403);
  }
  const tooLong = await setPassword(here, 'x'.repeat(70_000));
  expect(tooLong.status).toBe(413);
});

test('whoever is not of the workspace is invited nowhere, and a code of somebody who has left is none', async () => {
  await using here = await signInHere();
  expect(() => here.app.invite('mallory')).toThrow('mallory');
  expect(() => here.app.invite('__proto__')).toThrow();
  const code = codeOf(here.app.invite('july').url);
  const { workspace } = here;
  here.workspace = { ...workspace, people: workspace.people.filter(({ name }) => name !== 'july') };
  expect((await setPassword(here, code)).status).toBe(403);
  here.app.keepOnlyPeople();
  here.workspace = workspace;
  expect((await setPassword(here, code)).status).toBe(403);
});
