import type { Hono } from 'hono';
import { isSecretForm } from '../sessions/secret-value.ts';
import { answerPage, sendOn } from './answer-page.ts';
import { portalSession, sessionCookie } from './begin-session.ts';
import { isLedHere } from './own-pages-only.ts';
import { goOnPage, signedOutPage, signOutPage, toldPage } from './pages/told-pages.ts';
import type { PortalEnvironment, SignInParts } from './sign-in-parts.ts';

/** From the portal to another origin, and out. */
export function addLeavingRoutes(app: Hono<PortalEnvironment>, parts: SignInParts): void {
  const { portal, sessions, codes, workspace } = parts;
  app.get('/enter', async (context) => {
    const { to = '', state = '' } = context.req.query();
    const target = ownTarget(to, parts);
    if (target === undefined || !isSecretForm(state)) return nowhere(context, parts);
    const session = portalSession(context, parts);
    const here = `/enter?to=${encodeURIComponent(target.href)}&state=${state}`;
    if (session === undefined) {
      if (isLedHere(context.env.incoming.headers)) return answerPage(context, goOnPage(workspace().name, here));
      return sendOn(context, `/sign-in?to=${encodeURIComponent(here)}`);
    }
    const { origin: audience, pathname, search } = target;
    const code = codes.give({ session: session.id, audience, state, path: `${pathname}${search}` });
    return sendOn(context, `${audience}/.atelier/enter?code=${code}&state=${state}`);
  });
  app.get('/sign-out', (context) => {
    const session = portalSession(context, parts);
    if (session !== undefined) return answerPage(context, signOutPage(workspace().name, session.person));
    if (isLedHere(context.env.incoming.headers)) return answerPage(context, goOnPage(workspace().name, '/sign-out'));
    return answerPage(context, signedOutPage(workspace().name));
  });
  app.post('/sign-out', (context) => {
    const session = portalSession(context, parts);
    if (session !== undefined) sessions.end(session.id);
    context.header('set-cookie', sessionCookie(portal, ''));
    return sendOn(context, '/sign-out');
  });
}

/** An address at another origin of ours; nothing else is ever sent a code, or a browser. */
function ownTarget(to: string, { isOurs }: SignInParts): URL | undefined {
  const url = to.length > longest || /[^!-~]/.test(to) ? null : URL.parse(to);
  if (url === null || url.username !== '' || url.password !== '' || !isOurs(url.origin)) return undefined;
  return url;
}

const longest = 3000;

function nowhere(context: Parameters<typeof answerPage>[0], { workspace }: SignInParts): Promise<Response> {
  const message = 'This address leads to no place of the workspace.';
  return answerPage(
    context,
    toldPage(workspace().name, { title: 'Not here', message, link: ['/', 'To the beginning'] }),
    400,
  );
}
