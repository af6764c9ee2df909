import { Browser } from './browser.ts';
import type { Answer, SignInHere } from './sign-in-here.ts';

export const goodPassword = 'correct horse battery';

/** Follow an invitation and set a password; the page that comes in the end. */
export async function acceptInvitation(here: SignInHere, person: string, browser = new Browser()): Promise<Answer> {
  const { url } = here.app.invite(person);
  const page = await browser.visit(url.split('#')[0] ?? '');
  const welcome = await browser.submit(page, /^\/invitations$/, { code: url.split('#')[1] ?? '' });
  const code = /name="code" value="([^"]*)"/.exec(welcome.body)?.[1] ?? '';
  return browser.submit(welcome, /password$/, { code, password: goodPassword, again: goodPassword });
}

/** Sign in by a password from wherever one is sent to. */
export async function signIn(
  browser: Browser,
  address: string,
  name: string,
  password = goodPassword,
): Promise<Answer> {
  const page = await browser.visit(address);
  return browser.submit(page, /password$/, { name, password });
}
