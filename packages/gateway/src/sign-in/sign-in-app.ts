import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '@atelier/problem';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { KnownCaller } from '../known-caller.ts';
import { withoutToken } from '../passing/without-token.ts';
import { cookieName, cookieValue } from '../sessions/cookie.ts';
import { isPageVisit } from '../walls/is-page-visit.ts';
import { enteringApp } from './entering-app.ts';
import { makeParts } from './make-parts.ts';
import { answerPlanted, isPlanted } from './planted-cookie.ts';
import { portalApp } from './portal-app.ts';
import type { PortalEnvironment, SignInParts } from './sign-in-parts.ts';
import type { SignInSetting } from './sign-in-setting.ts';

/** Answers one request, whole. */
export type PageAnswer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Signing in, for all origins of the front door; an origin is a text such as `http://july--sales.localhost:8470`. */
export interface SignInApp {
  /** What is answered before it is asked who somebody is; undefined: nothing of signing in. */
  openTo(request: IncomingMessage, origin: string): PageAnswer | undefined;
  /** Sends a browser that is not signed in there to where it can be; undefined: it is no browser that goes to a page. */
  toSignIn(request: IncomingMessage, origin: string): PageAnswer | undefined;
  callerOfCookie(headers: IncomingHttpHeaders, origin: string): KnownCaller | undefined;
  /** Whether the session that `by` of a caller names is open yet; true of what is no session. */
  isOpen(by: string): boolean;
  /** Make a link that invites a person, once within an hour. Throws Problem NotInvitable. */
  invite(person: string): { readonly url: string; readonly endsAtMs: number };
  /** Shut out whoever is not of the workspace as it is now; they are invited anew if they come back. */
  keepOnlyPeople(): void;
}

/** Put signing in together; `signIn.oidc` counts as it is now. */
export function signInApp(setting: SignInSetting): SignInApp {
  const { portal, workspace } = setting;
  const parts = makeParts(setting);
  const { sessions, credentials, embedded } = parts;
  const atPortal = listener(portalApp(parts));
  const isPerson = (person: string) => workspace().people.some(({ name }) => name === person);
  return {
    openTo: ({ method = '', url = '', headers }, origin) => {
      const [path = ''] = url.split('?', 1);
      if (headers['service-worker'] !== undefined) return refuseWorker;
      if (origin !== portal) {
        return entryPaths.test(path) && method === 'GET' ? listener(enteringApp(origin, parts)) : undefined;
      }
      if (workspace().signIn.oidc === null && method === 'GET' && /^\/oidc\/auth(\/[\w-]+)?$/.test(path)) {
        return async (request, response) => void (await embedded.answer(request, response));
      }
      return portalPaths.test(path) ? atPortal : undefined;
    },
    toSignIn: (request, origin) => wayToSignIn(request, origin, parts),
    callerOfCookie: ({ cookie }, origin) => {
      const value = cookieValue(cookie, cookieName(portal, 'session'));
      const found = value === undefined ? undefined : sessions.find(value, origin);
      if (found === undefined || !isPerson(found.person)) return undefined;
      return { person: found.person, by: `session ${found.id}` };
    },
    isOpen: (by) => {
      const id = /^session (\w+)$/.exec(by)?.[1];
      return id === undefined || sessions.isOpen(id);
    },
    invite: (person) => {
      const { oidc, people } = { ...workspace().signIn, ...workspace() };
      if (oidc !== null) throw elsewhere(person, oidc.issuer);
      if (!isPerson(person))
        throw nobody(
          person,
          people.map(({ name }) => name),
        );
      const { code, endsAtMs } = credentials.invitations.make(person);
      return { url: `${portal}/invitations#${code}`, endsAtMs };
    },
    keepOnlyPeople: () => credentials.keepOnly(workspace().people.map(({ name }) => name)),
  };
}

function wayToSignIn(request: IncomingMessage, origin: string, parts: SignInParts): PageAnswer | undefined {
  const { portal, workspace } = parts;
  if (!isPageVisit(request)) return undefined;
  if (isPlanted(request.headers, portal)) return (_, response) => answerPlanted(response, workspace().name);
  if (origin !== portal) return listener(enteringApp(origin, parts));
  return async (_, response) => {
    // Somebody has opened what was made for an editor: its token is to stand in no further address.
    const to = encodeURIComponent(withoutToken(request.url ?? '/'));
    response.writeHead(303, { location: `/sign-in?to=${to}`, 'cache-control': 'no-store' }).end();
  };
}

/**
 * Whoever runs a space can answer anything at its origin, and a worker there would see every address that its readers go to,
 * with the codes by which they come in. Browsers say that they ask for one, and no page can keep them from it.
 */
const refuseWorker: PageAnswer = async (_, response) => {
  const message = 'No service worker is let in: it would see how people come in.';
  response.writeHead(403, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ code: 'WorkerRefused', message }));
};

const portalPaths = /^\/(sign-in(\/.*)?|sign-out|enter|invitations(\/.*)?|\.atelier\/[\w.-]+)$/;
const entryPaths = /^\/\.atelier\/[\w.-]+$/;

function listener(app: Hono<PortalEnvironment>): PageAnswer {
  return getRequestListener((request, bindings) => app.fetch(request, bindings), { overrideGlobalObjects: false });
}

function elsewhere(person: string, issuer: string): Problem {
  return new Problem({
    code: 'SignInElsewhere',
    message: `"${person}" needs no invitation: signIn.oidc says that people sign in at ${issuer}.`,
    fix: `Let ${person} sign in at the front door, with the name that stands in the file as "sso".`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function nobody(person: string, names: readonly string[]): Problem {
  return new Problem({
    code: 'NotInvitable',
    message: `"${person.slice(0, 100)}" is not a person of the workspace that is up; there are ${names.join(', ') || 'none'}.`,
    fix: 'Name one of these, or add the person to the file and run "atelier up".',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
