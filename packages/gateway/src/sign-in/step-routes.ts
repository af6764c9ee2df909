import type { Context, Hono } from 'hono';
import { answerPage, sendOn } from './answer-page.ts';
import type { SignInStep } from './embedded-provider.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { toldPage } from './pages/told-pages.ts';
import { givenJson, givenText } from './read-given.ts';
import type { PortalEnvironment, SignInParts } from './sign-in-parts.ts';
import { tryPassword } from './try-password.ts';

/** The embedded provider's question who somebody is. */
export function addStepRoutes(app: Hono<PortalEnvironment>, parts: SignInParts): void {
  const { workspace, ceremonies } = parts;
  const stepOf = async (context: Context<PortalEnvironment>): Promise<SignInStep | undefined> => {
    const { incoming, outgoing } = context.env;
    const step = await parts.embedded.step(incoming, outgoing);
    return step?.uid === context.req.param('uid') ? step : undefined;
  };
  app.get('/sign-in/step/:uid', async (context) => {
    const step = await stepOf(context);
    return step === undefined
      ? overPage(context, workspace().name)
      : answerPage(context, signInPage(workspace().name, step));
  });
  app.post('/sign-in/step/:uid/password', async (context) => {
    const step = await stepOf(context);
    if (step === undefined) return overPage(context, workspace().name);
    const given = await givenText(context);
    const tried = await tryPassword(parts, { name: given.name ?? '', password: given.password ?? '' });
    if (tried.person !== undefined) return sendOn(context, await step.finish(tried.person));
    if (tried.seconds !== undefined) context.header('retry-after', String(tried.seconds));
    return answerPage(
      context,
      signInPage(workspace().name, { uid: step.uid, name: given.name ?? '', ...tried }),
      tried.status,
    );
  });
  app.post('/sign-in/step/:uid/passkey/question', async (context) => {
    const step = await stepOf(context);
    return step === undefined ? over(context) : context.json(await ceremonies.askToUse(step.uid));
  });
  app.post('/sign-in/step/:uid/passkey', async (context) => {
    const step = await stepOf(context);
    if (step === undefined) return over(context);
    const person = await ceremonies.used(step.uid, (await givenJson(context)).answer);
    const known = workspace().people.some(({ name }) => name === person) ? person : undefined;
    const because = known === undefined ? 'no passkey of a person has answered' : 'their passkey has answered';
    const request = `POST ${parts.portal}/sign-in/step/passkey`;
    await parts.record({ who: known ?? 'nobody', by: 'passkey', allowed: known !== undefined, because, request });
    if (known === undefined)
      return context.json({ message: 'This passkey is not one of this workspace, or not any more.' }, 403);
    return context.json({ goTo: await step.finish(known) });
  });
}

function overPage(context: Context, workspace: string): Promise<Response> {
  const page = {
    title: 'Not signed in',
    message: 'This sign-in took longer than 15 minutes, was ended, or the browser takes no cookies.',
    link: ['/sign-in', 'Sign in again'],
  } as const;
  return answerPage(context, toldPage(workspace, page), 400);
}

function over(context: Context): Response {
  return context.json({ message: 'This sign-in took too long, or was ended elsewhere. Load the page again.' }, 400);
}
