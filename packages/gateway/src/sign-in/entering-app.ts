import { Hono } from 'hono';
import { cookieName, cookieValue, setCookieText } from '../sessions/cookie.ts';
import { ownPath } from '../sessions/own-path.ts';
import { isSameSecret, isSecretForm, secretValue } from '../sessions/secret-value.ts';
import { answerPage, sendOn } from './answer-page.ts';
import { addAssetRoutes } from './asset-routes.ts';
import { sessionCookie } from './begin-session.ts';
import { isLedHere } from './own-pages-only.ts';
import { goOnPage, toldPage } from './pages/told-pages.ts';
import type { PortalEnvironment, SignInParts } from './sign-in-parts.ts';

const enteringSeconds = 20 * 60;

/** What an origin other than the portal answers to a browser that has no session there: the way to one. */
export function enteringApp(audience: string, parts: SignInParts): Hono<PortalEnvironment> {
  const { portal, sessions, codes, workspace } = parts;
  const stateName = cookieName(portal, 'state');
  const app = new Hono<PortalEnvironment>();
  addAssetRoutes(app);
  app.get('/.atelier/enter', (context) => {
    const { code = '', state = '' } = context.req.query();
    const own = cookieValue(context.req.header('cookie'), stateName) ?? '';
    // Whoever has led a browser here may read its address: a code that was shown to it is used up, whatever comes of it.
    const found = codes.take(code, { audience, state });
    const entrance = isSameSecret(own, state) ? found : undefined;
    const value = entrance === undefined ? undefined : sessions.beginFrom(entrance.session, audience);
    if (entrance === undefined || value === undefined) {
      const page = {
        title: 'Not let in',
        message: 'This way in was asked for by another browser, was used already, or is older than a minute.',
        link: ['/', 'Try again'],
      } as const;
      return answerPage(context, toldPage(workspace().name, page), 400);
    }
    context.header('set-cookie', sessionCookie(portal, value));
    return answerPage(context, goOnPage(workspace().name, ownPath(entrance.path, audience)));
  });
  app.get('*', (context) => {
    const { incoming } = context.env;
    const path = ownPath(incoming.url, audience);
    if (isLedHere(incoming.headers)) return answerPage(context, goOnPage(workspace().name, path));
    const given = cookieValue(context.req.header('cookie'), stateName) ?? '';
    // One for all windows of the browser, so that each gets in.
    const state = isSecretForm(given) ? given : secretValue();
    const cookie = {
      name: stateName,
      value: state,
      sent: 'also by links',
      path: '/.atelier',
      seconds: enteringSeconds,
    } as const;
    context.header('set-cookie', setCookieText(portal, cookie));
    return sendOn(context, `${portal}/enter?to=${encodeURIComponent(`${audience}${path}`)}&state=${state}`);
  });
  return app;
}
