import { expect, test } from 'vitest';
import { Browser } from './browser.ts';
import { ask, signInHere, workspaceOf } from './sign-in-here.ts';
import { acceptInvitation, signIn } from './signed-in.ts';

test('whoever is invited sets a password and is in; then signs in with it, and ends where they wanted to go', async () => {
  await using here = await signInHere();
  const first = await acceptInvitation(here, 'july');
  expect([first.status, first.body]).toEqual([200, 'july at /']);
  const browser = new Browser();
  const page = await signIn(browser, `${here.portal}/projects?x=1&y=2`, 'july');
  expect([page.status, page.body]).toEqual([200, 'july at /projects?x=1&y=2']);
  expect((await browser.visit(`${here.portal}/`)).body).toBe('july at /');
});

test('whoever goes to a space signs in at the portal, and comes out there', async () => {
  await using here = await signInHere();
  await acceptInvitation(here, 'july');
  const browser = new Browser();
  const page = await signIn(browser, `${here.space('july')}/lab?reset`, 'july');
  expect([page.url.origin, page.body]).toEqual([here.space('july'), 'july at /lab?reset']);
  const other = await browser.visit(`${here.space('john')}/lab`, { from: here.portal });
  expect(other.body).toBe('july at /lab');
});

test('a browser at an address of loopback is sent to the name, where its cookies and passkeys are', async () => {
  await using here = await signInHere();
  const answer = await ask(new URL(`http://127.0.0.1:${here.port}/sign-in?to=/x`));
  expect([answer.status, answer.headers.location]).toEqual([303, `${here.portal}/sign-in?to=/x`]);
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('a program is told that it is not signed in, and not led to a page', async () => {
  await using here = await signInHere();
  for (const origin of [here.portal, here.space('july')]) {
    const url = new URL(`${origin}/x`);
    expect((await ask(url, { headers: { accept: '*/*' } })).status).toBe(401);
    expect((await ask(url, { method: 'POST', headers: { accept: 'text/html' } })).status).toBe(401);
    const fetched = { accept: 'text/html', 'sec-fetch-mode': 'cors' };
    expect((await ask(url, { headers: fetched })).status).toBe(401);
  }
});

test('twenty people sign in at the same time', async () => {
  const people = Array.from({ length: 20 }, (_, index) => `person${index}`);
  await using here = await signInHere({ workspace: workspaceOf(people) });
  for (const person of people) await acceptInvitation(here, person);
  const pages = await Promise.all(people.map((person) => signIn(new Browser(), `${here.space(person)}/lab`, person)));
  expect(pages.map(({ body }) => body)).toEqual(people.map((person) => `${person} at /lab`));
});
