import { expect, test } from 'vitest';
import { Browser } from './browser.ts';
import { signInHere } from './sign-in-here.ts';
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
