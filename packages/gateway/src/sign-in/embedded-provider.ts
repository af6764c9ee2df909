import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { pageHeaders, pageText } from './pages/page-text.ts';
import { toldPage } from './pages/told-pages.ts';
import { providerMemory } from './provider-memory.ts';

/** An interaction with whoever signs in, as the embedded provider knows it. */
export interface SignInStep {
  readonly uid: string;
  /** Say who it is; the address at which the browser goes on. */
  finish(person: string): Promise<string>;
}

/** The identity provider of one machine: loopback alone, one client, one question. */
export interface EmbeddedProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly answer: RequestListener;
  /** The interaction that a request belongs to by its cookie; undefined: none, or one that has ended. */
  step(request: IncomingMessage, response: ServerResponse): Promise<SignInStep | undefined>;
}

const clientId = 'front-door';
const minutes = 60;

/**
 * Make the provider of a portal.
 *
 * Its keys live as long as the process: nothing that it signs is believed any longer than a sign-in takes, and nothing of it
 * is kept. It remembers nobody: each sign-in asks.
 */
export function embeddedProvider(
  portal: string,
  { isPerson, workspace }: { isPerson(name: string): boolean; workspace(): string },
): EmbeddedProvider {
  const provider = new Provider(`${portal}/oidc`, {
    ...endpoints,
    adapter: providerMemory(),
    clients: [
      {
        client_id: clientId,
        redirect_uris: [`${portal}/sign-in/callback`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: cookiesOf(portal),
    findAccount: (_, sub) => (isPerson(sub) ? { accountId: sub, claims: async () => ({ sub }) } : undefined),
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider: own } = oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      // It is our own: nobody is asked whether they trust it.
      const grant = new own.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    renderError: async (context, { error_description: why }) => {
      const message = `This sign-in cannot go on: ${why ?? 'it belongs to none that is under way'}.`;
      context.set(pageHeaders);
      context.type = 'html';
      context.body = await pageText(
        toldPage(workspace(), { title: 'Not signed in', message, link: ['/sign-in', 'Sign in again'] }),
      );
    },
  });
  return {
    issuer: `${portal}/oidc`,
    clientId,
    answer: mountedAt('/oidc', provider.callback()),
    step: async (request, response) => {
      const found = await provider.interactionDetails(request, response).catch(() => undefined);
      if (found === undefined || found.prompt.name !== 'login') return undefined;
      return {
        uid: found.uid,
        finish: (person) =>
          provider.interactionResult(request, response, { login: { accountId: person, remember: false } }),
      };
    },
  };
}

/** As the provider learns that its paths have something before them. */
function mountedAt(path: string, answer: RequestListener): RequestListener {
  return (request, response) => {
    const { url = '' } = request;
    const mounted = Object.assign(request, { originalUrl: url, url: url.slice(path.length) });
    return answer(mounted, response);
  };
}

const endpoints: Configuration = {
  routes: {
    authorization: '/auth',
    token: '/token',
    jwks: '/jwks',
  },
  responseTypes: ['code'],
  scopes: ['openid'],
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
  },
  interactions: { url: (_, { uid }) => `/sign-in/step/${uid}` },
  ttl: {
    AuthorizationCode: minutes,
    AccessToken: minutes,
    IdToken: minutes,
    Grant: minutes,
    Interaction: 15 * minutes,
    Session: 15 * minutes,
  },
};

/** Cookies by which the provider remembers a browser: one that begins to sign in has none. */
export function providerCookies(portal: string): readonly string[] {
  const session = providerCookie(portal, 'session');
  return [session, `${session}.sig`];
}

function providerCookie(portal: string, kind: string): string {
  return `atelier-${new URL(portal).port}-provider-${kind}`;
}

function cookiesOf(portal: string): NonNullable<Configuration['cookies']> {
  const name = (kind: string) => providerCookie(portal, kind);
  const options = { httpOnly: true, sameSite: 'lax' as const, signed: true };
  return {
    names: { session: name('session'), interaction: name('step'), resume: name('resume') },
    keys: [randomBytes(32).toString('base64url')],
    long: options,
    short: options,
  };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(8).toString('hex'), use: 'sig', alg: 'ES256' } as {
    kty: 'EC';
    crv: string;
    x: string;
    y: string;
  };
}
