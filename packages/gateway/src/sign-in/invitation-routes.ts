import type { Context, Hono } from 'hono';
import { secretDigest } from '../sessions/secret-value.ts';
import { answerPage } from './answer-page.ts';
import { beginSession, replaceSession } from './begin-session.ts';
import type { NewCredential } from './credentials.ts';
import { invitationPage, welcomePage } from './pages/invitation-pages.ts';
import { givenJson, givenText } from './read-given.ts';
import { refusePassword } from './refuse-password.ts';
import type { PortalEnvironment, SignInParts } from './sign-in-parts.ts';

const noInvitation =
  'This invitation is not good: it was used, is older than an hour, or a newer one was made. Ask for another.';

/** Setting how one signs in, by an invitation. The code comes in bodies alone, so that it stands in no log. */
export function addInvitationRoutes(app: Hono<PortalEnvironment>, parts: SignInParts): void {
  const { workspace, ceremonies, credentials } = parts;
  app.get('/invitations', (context) => answerPage(context, invitationPage(workspace().name)));
  app.post('/invitations', async (context) => {
    const { code = '' } = await givenText(context);
    const person = invited(parts, code.trim());
    if (person === undefined) return answerPage(context, invitationPage(workspace().name, noInvitation), 403);
    return answerPage(context, welcomePage(workspace().name, { code: code.trim(), person }));
  });
  app.post('/invitations/password', (context) => setPassword(context, parts));
  app.post('/invitations/passkey/question', async (context) => {
    const code = textIn((await givenJson(context)).code);
    const person = invited(parts, code);
    if (person === undefined) return context.json({ message: noInvitation }, 403);
    return context.json(await ceremonies.askToMake(keyOf(code), person));
  });
  app.post('/invitations/passkey', async (context) => {
    const { code: given, answer } = await givenJson(context);
    const code = textIn(given);
    const person = invited(parts, code);
    if (person === undefined) return context.json({ message: noInvitation }, 403);
    const passkey = await ceremonies.made(keyOf(code), person, answer);
    if (passkey === undefined) return context.json({ message: 'This passkey was not accepted. Try again.' }, 400);
    if (credentials.replace(code, { passkey }) === undefined) return context.json({ message: noInvitation }, 403);
    await used(parts, person, { passkey });
    replaceSession(context, parts, person);
    return context.json({ goTo: '/' });
  });
}

async function setPassword(context: Context<PortalEnvironment>, parts: SignInParts): Promise<Response> {
  const { workspace, credentials } = parts;
  const { code = '', password = '', again = '' } = await givenText(context);
  const { name, people } = workspace();
  const person = invited(parts, code);
  if (person === undefined) return answerPage(context, invitationPage(name, noInvitation), 403);
  const signInName = people.find((one) => one.name === person)?.signInName ?? person;
  const wrong = password === again ? refusePassword(password, [person, signInName, name]) : 'The two passwords differ.';
  if (wrong !== undefined) return answerPage(context, welcomePage(name, { code, person, wrong }), 400);
  const digest = await credentials.digestOf(password);
  if (digest === undefined) {
    return answerPage(
      context,
      welcomePage(name, { code, person, wrong: 'Too many people are signing in. Try again.' }),
      503,
    );
  }
  if (credentials.replace(code, { password: digest }) === undefined) {
    return answerPage(context, invitationPage(name, noInvitation), 403);
  }
  await used(parts, person, { password: digest });
  return beginSession(context, parts, { person, path: '/' });
}

/** Whom a code invites, if the workspace still has them. */
function invited({ credentials, workspace }: SignInParts, code: string): string | undefined {
  const person = credentials.invitations.find(code);
  return workspace().people.some(({ name }) => name === person) ? person : undefined;
}

function used({ record, portal }: SignInParts, who: string, by: NewCredential): Promise<void> {
  const kind = 'password' in by ? 'password' : 'passkey';
  const request = `POST ${portal}/invitations/${kind}`;
  return record({
    who,
    by: 'invitation',
    allowed: true,
    because: `the invitation was good; it set a ${kind}`,
    request,
  });
}

function keyOf(code: string): string {
  return secretDigest(code).toString('hex');
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
