import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from './browser.ts';
import { type SignInHere, signInHere, workspaceOf } from './sign-in-here.ts';

const people: Readonly<Record<string, object>> = {
  verified: { email: 'july@example.com', email_verified: true },
  unverified: { email: 'july@example.com', email_verified: false },
  claimed: { email: 'july@example.com' },
  called: { preferred_username: 'john' },
  stranger: { email: 'mallory@example.com', email_verified: true },
  both: { email: 'july@example.com', email_verified: true, preferred_username: 'john' },
  listed: { email: ['july@example.com'], email_verified: true },
  unnamed: {},
};

let issuer: string;
let redirect: string;
let stop: () => void;
const secret = 'a secret of the client';

/** A provider of its own process's port, at which whoever the address names signs in without a question. */
function providerAt(port: number, redirectUri: string): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const configuration: Configuration = {
    clients: [{ client_id: 'atelier', client_secret: secret, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig' } as never] },
    claims: { email: ['email', 'email_verified'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    scopes: ['openid', 'email', 'profile'],
    features: { devInteractions: { enabled: false } },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people[sub] }) }) as never,
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: 'atelier', accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    interactions: { url: (_, { uid }) => `/as/${uid}` },
    cookies: { keys: ['for a test'] },
  };
  return new Provider(`http://localhost:${port}`, configuration);
}

let as = 'verified';
beforeAll(async () => {
  let provider: Provider | undefined;
  const server = createServer(async (request, response) => {
    provider ??= providerAt((server.address() as AddressInfo).port, redirect);
    if (!request.url?.startsWith('/as/')) return provider.callback()(request, response);
    await provider.interactionFinished(request, response, { login: { accountId: as } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  stop = () => server.close();
});
afterAll(() => stop());

const file = () => `signIn: { oidc: { issuer: '${issuer}', clientId: atelier, secretFile: ./secret } }`;

async function here(given = secret): Promise<SignInHere> {
  const made = await signInHere({
    secret: given,
    workspaceAt: (portal) => {
      redirect = `${portal}/sign-in/callback`;
      const workspace = workspaceOf(['july', 'john'], file());
      const named = workspace.people.map((one) =>
        one.name === 'july' ? { ...one, signInName: 'july@example.com' } : one,
      );
      return { ...workspace, people: named };
    },
  });
  return made;
}

// One provider knows one place to take people back to.
let one: SignInHere;
beforeAll(async () => {
  one = await here();
});
afterAll(() => one[Symbol.asyncDispose]());

describe('of people of a provider elsewhere', () => {
  test.each([
    ['verified', 'july at /x'],
    ['called', 'john at /x'],
  ])('%s is signed in', async (who, told) => {
    as = who;
    expect((await new Browser().visit(`${one.portal}/x`)).body).toBe(told);
  });

  test.each(['unverified', 'claimed', 'stranger', 'both', 'listed', 'unnamed'])(
    '%s gets a page that says they are nobody here',
    async (who) => {
      as = who;
      const browser = new Browser();
      const page = await browser.visit(`${one.portal}/x`);
      expect([page.status, page.body.includes('Not of this workspace')]).toEqual([403, true]);
      expect((await browser.send(new URL(`${one.portal}/x`), { site: 'none' })).status).toBe(303);
    },
  );
});

test('with a provider elsewhere nobody is invited, and the pages of passwords are not there', async () => {
  expect(() => one.app.invite('july')).toThrow(issuer);
  const browser = new Browser();
  expect((await browser.visit(`${one.portal}/invitations`)).status).toBe(404);
  const type = 'application/x-www-form-urlencoded';
  expect((await browser.post(new URL(`${one.portal}/invitations/password`), '', type, one.portal)).status).toBe(404);
  expect((await browser.visit(`${one.portal}/sign-in/step/x`)).status).toBe(404);
  expect((await browser.send(new URL(`${one.portal}/oidc/auth`), { site: 'none' })).status).toBe(303);
});

test('a provider that does not answer is told, with its address, and asked again the next time', async () => {
  let isThere = false;
  const fetchThere: typeof fetch = (url, options) =>
    isThere ? fetch(url, options) : Promise.reject(new Error('no way there'));
  await using late = await signInHere({
    workspaceAt: () => workspaceOf(['july'], file()),
    fetch: (url, options) => fetchThere(url, options as RequestInit),
  });
  const page = await new Browser().visit(`${late.portal}/x`);
  expect([page.status, page.body.includes(issuer)]).toEqual([503, true]);
  isThere = true;
  const away = await new Browser().send(new URL(`${late.portal}/sign-in`), { site: 'none' });
  expect(away.headers.location?.startsWith(`${issuer}/auth?`)).toBe(true);
  expect(away.headers.location).toContain('code_challenge_method=S256');
});
