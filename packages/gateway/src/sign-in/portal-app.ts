import { describeFailure } from '@atelier/problem';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { answerPage, sendOn } from './answer-page.ts';
import { addAssetRoutes } from './asset-routes.ts';
import { addInvitationRoutes } from './invitation-routes.ts';
import { addLeavingRoutes } from './leaving-routes.ts';
import { ownPagesOnly } from './own-pages-only.ts';
import { toldPage } from './pages/told-pages.ts';
import type { PortalEnvironment, SignInParts } from './sign-in-parts.ts';
import { addSignInRoutes } from './sign-in-routes.ts';
import { addStepRoutes } from './step-routes.ts';

/** The portal's pages of signing in and out. */
export function portalApp(parts: SignInParts): Hono<PortalEnvironment> {
  const { portal, workspace } = parts;
  const app = new Hono<PortalEnvironment>();
  app.use(async (context, next) => {
    const { incoming } = context.env;
    if (incoming.headers.host === new URL(portal).host || context.req.method !== 'GET') return next();
    // Cookies and passkeys are where the name is.
    return sendOn(context, `${portal}${incoming.url ?? '/'}`);
  });
  app.use(ownPagesOnly(portal));
  addAssetRoutes(app);
  addSignInRoutes(app, parts);
  for (const path of ['/invitations', '/invitations/*', '/sign-in/step/*']) {
    // Where an outside provider says who somebody is, nobody else does.
    app.use(path, (context, next) => (workspace().signIn.oidc === null ? next() : Promise.resolve(context.notFound())));
  }
  addStepRoutes(app, parts);
  addInvitationRoutes(app, parts);
  addLeavingRoutes(app, parts);
  app.notFound((context) => {
    const page = {
      title: 'Not here',
      message: 'This address leads to nothing.',
      link: ['/', 'To the beginning'],
    } as const;
    return answerPage(context, toldPage(workspace().name, page), 404);
  });
  app.onError((error, context) => {
    if (error instanceof HTTPException) return context.json({ message: error.message }, error.status);
    const { message, fix, whose } = describeFailure(error);
    if (whose === 'ours') parts.tell(`signing in failed: ${message}`);
    const told =
      whose === 'ours'
        ? 'Something went wrong on our side; it stands in the log of the front door.'
        : `${message} ${fix}`;
    return answerPage(context, toldPage(workspace().name, { title: 'Not possible now', message: told }), 503);
  });
  return app;
}
