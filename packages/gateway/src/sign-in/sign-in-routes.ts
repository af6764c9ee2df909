import { Problem } from '@atelier/problem';
import type { Context, Hono } from 'hono';
import { cookieName, cookieValue, setCookieText } from '../sessions/cookie.ts';
import { ownPath } from '../sessions/own-path.ts';
import { isSecretForm, secretValue } from '../sessions/secret-value.ts';
import { answerPage, sendOn } from './answer-page.ts';
import { beginSession, portalSession } from './begin-session.ts';
import { providerCookies } from './embedded-provider.ts';
import { isLedHere } from './own-pages-only.ts';
import { goOnPage, toldPage } from './pages/told-pages.ts';
import { personOfClaims } from './person-of-claims.ts';
import type { Claims } from './provider-client.ts';
import type { PortalEnvironment, SignInParts } from './sign-in-parts.ts';

const underWaySeconds = 20 * 60;

/** Begin a sign-in at the provider, and end it. */
export function addSignInRoutes(app: Hono<PortalEnvironment>, parts: SignInParts): void {
  app.get('/sign-in', (context) => begin(context, parts));
  app.get('/sign-in/callback', (context) => finish(context, parts));
}

async function begin(context: Context<PortalEnvironment>, parts: SignInParts): Promise<Response> {
  const { portal, attempts, workspace } = parts;
  const path = ownPath(context.req.query('to'), portal);
  if (portalSession(context, parts) !== undefined) return sendOn(context, path);
  if (isLedHere(context.env.incoming.headers)) {
    return answerPage(context, goOnPage(workspace().name, `/sign-in?to=${encodeURIComponent(path)}`));
  }
  const name = cookieName(portal, 'attempt');
  const given = cookieValue(context.req.header('cookie'), name) ?? '';
  // One for all windows of the browser, so that each can be brought to its end.
  const browser = isSecretForm(given) ? given : secretValue();
  const { url, attempt } = await parts.provider().begin(path);
  attempts.put(`${browser} ${attempt.state}`, attempt);
  const cookie = { name, value: browser, sent: 'also by links', path: '/sign-in', seconds: underWaySeconds } as const;
  context.header('set-cookie', setCookieText(portal, cookie));
  // The embedded provider would ask whether whoever was signed in before may be forgotten.
  for (const old of providerCookies(portal)) {
    const taken = { name: old, value: '', sent: 'also by links', path: '/', seconds: 0 } as const;
    context.header('set-cookie', setCookieText(portal, taken), { append: true });
  }
  return sendOn(context, url.href);
}

async function finish(context: Context<PortalEnvironment>, parts: SignInParts): Promise<Response> {
  const { portal, attempts, workspace } = parts;
  const browser = cookieValue(context.req.header('cookie'), cookieName(portal, 'attempt')) ?? '';
  const attempt = attempts.take(`${browser} ${context.req.query('state') ?? ''}`);
  const answered = new URL(context.env.incoming.url ?? '', portal);
  if (attempt === undefined) return notHere(context, parts);
  let claims: Claims;
  try {
    claims = await parts.provider().finish(answered, attempt);
  } catch (error) {
    if (error instanceof Problem) throw error;
    parts.tell(`a sign-in was not brought to its end: ${error instanceof Error ? error.message : error}`);
    return notHere(context, parts);
  }
  const { oidc } = workspace().signIn;
  const person = oidc === null ? personNamed(parts, claims.sub) : personOfClaims(workspace(), claims);
  const by = oidc === null ? 'sign-in' : `sign-in at ${oidc.issuer}`;
  const request = `GET ${portal}/sign-in/callback`;
  if (person === undefined) {
    await parts.record({
      who: 'nobody',
      by,
      allowed: false,
      because: 'nobody of the workspace has that name',
      request,
    });
    return strangerPage(context, parts, claims);
  }
  await parts.record({ who: person, by, allowed: true, because: 'the provider says who it is', request });
  return beginSession(context, parts, { person, path: attempt.path });
}

function personNamed({ workspace }: SignInParts, sub: unknown): string | undefined {
  return workspace().people.find(({ name }) => name === sub)?.name;
}

function notHere(context: Context, { workspace }: SignInParts): Promise<Response> {
  const page = {
    title: 'Not signed in',
    message:
      'This sign-in was begun in another browser, was used already, was declined, or took longer than 20 minutes.',
    link: ['/sign-in', 'Sign in again'],
  } as const;
  return answerPage(context, toldPage(workspace().name, page), 400);
}

function strangerPage(context: Context, { workspace }: SignInParts, claims: Claims): Promise<Response> {
  const given = [claims.email, claims.preferred_username, claims.sub].find((name) => typeof name === 'string') ?? '';
  const { name } = workspace();
  const page = {
    title: 'Not of this workspace',
    message: `You are signed in elsewhere as ${String(given).slice(0, 100)}, who is nobody of ${name}, or not one person alone. Whoever keeps its file adds people, with the name that they have there as "sso".`,
    link: ['/sign-in', 'Sign in as somebody else'],
  } as const;
  return answerPage(context, toldPage(name, page), 403);
}
