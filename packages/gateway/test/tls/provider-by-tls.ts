import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import type { TestAuthority } from '../../../local/test/front-door/test-authority.ts';
import { shownIn } from './tls-gateway.ts';

/** An identity provider elsewhere, by TLS, at which whoever it is told signs in without a question. */
export interface ProviderByTls {
  readonly issuer: string;
  /** Know one client, which takes people back to this address and to no other. */
  serve(redirectUri: string): void;
  /** User name of whoever signs in next. */
  as: string;
  close(): Promise<void>;
}

/** Begin one at a port of loopback, with a certificate of the authority for `localhost`. */
export async function providerByTls(authority: TestAuthority): Promise<ProviderByTls> {
  const { certificate, key } = shownIn(authority.issue({ names: ['DNS:localhost'] }));
  let provider: Provider | undefined;
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    if (provider === undefined) return void response.writeHead(503).end();
    if (!request.url?.startsWith('/as/')) return provider.callback()(request, response);
    await provider.interactionFinished(request, response, { login: { accountId: made.as } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `https://localhost:${(server.address() as AddressInfo).port}`;
  const made: ProviderByTls = {
    issuer,
    as: 'nobody',
    serve: (redirectUri) => {
      provider = new Provider(issuer, configurationOf(redirectUri));
      // It sees the connection of TLS as a plain one.
      provider.proxy = false;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return made;
}

function configurationOf(redirectUri: string): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [{ client_id: 'atelier', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig' } as never] },
    claims: { email: ['email', 'email_verified'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    scopes: ['openid', 'email', 'profile'],
    features: { devInteractions: { enabled: false } },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, preferred_username: sub }) }) as never,
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: 'atelier', accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    interactions: { url: (_, { uid }) => `/as/${uid}` },
    cookies: { keys: ['for a test'] },
  };
}
