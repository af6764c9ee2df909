import type { Context } from 'hono';
import { cookieName, cookieValue, setCookieText } from '../sessions/cookie.ts';
import { absoluteEndMs, type FoundSession } from '../sessions/sessions.ts';
import { answerPage } from './answer-page.ts';
import { goOnPage } from './pages/told-pages.ts';
import type { SignInParts } from './sign-in-parts.ts';

/** Sign a person in at the portal, in a session that is new, and go on. */
export async function beginSession(
  context: Context,
  parts: SignInParts,
  { person, path }: { readonly person: string; readonly path: string },
): Promise<Response> {
  replaceSession(context, parts, person);
  return answerPage(context, goOnPage(parts.workspace().name, path));
}

/** Sign a person in at the portal; what the browser had before ends. */
export function replaceSession(context: Context, { portal, sessions, workspace }: SignInParts, person: string): void {
  const before = portalSession(context, { portal, sessions });
  if (before !== undefined) sessions.end(before.id);
  // Who has left while it was written down is not let in, and has no session that counts when they come back.
  if (!workspace().people.some(({ name }) => name === person)) return;
  context.header('set-cookie', sessionCookie(portal, sessions.begin(person, portal)), { append: true });
}

/** The session of the portal that a request has shown. */
export function portalSession(
  context: Context,
  { portal, sessions }: Pick<SignInParts, 'portal' | 'sessions'>,
): FoundSession | undefined {
  const value = cookieValue(context.req.header('cookie'), cookieName(portal, 'session'));
  return value === undefined ? undefined : sessions.find(value, portal);
}

/** The cookie of a session, at whichever origin it is set; an empty value takes it away. */
export function sessionCookie(portal: string, value: string): string {
  const seconds = value === '' ? 0 : absoluteEndMs / 1000;
  return setCookieText(portal, {
    name: cookieName(portal, 'session'),
    value,
    sent: 'from own pages',
    path: '/',
    seconds,
  });
}
