import * as client from 'openid-client';
import type { ProviderFetch } from './fetch-in-process.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';

/** Claims that say who somebody is; all that is believed has been checked. */
export type Claims = Readonly<Record<string, unknown>>;

/** A provider as the front door, its client, sees it. */
export interface ProviderClient {
  /** Where a browser is sent, and what the answer is held to. */
  begin(path: string): Promise<{ readonly url: URL; readonly attempt: SignInAttempt }>;
  /** Redeem the answer with which the browser came back. Rejects unless it is the one to this attempt. */
  finish(answered: URL, attempt: SignInAttempt): Promise<Claims>;
}

/**
 * Code flow with PKCE, state and nonce.
 *
 * @param prompt what the provider is asked to do with somebody whom it knows
 */
export function providerClient(
  configured: () => Promise<client.Configuration>,
  { redirect, scope, prompt }: { readonly redirect: string; readonly scope: string; readonly prompt?: string },
): ProviderClient {
  return {
    begin: async (path) => {
      const configuration = await configured();
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        path,
      };
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirect,
        scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...(prompt === undefined ? {} : { prompt }),
      });
      return { url, attempt };
    },
    finish: async (answered, { state, nonce, verifier }) => {
      const tokens = await client.authorizationCodeGrant(await configured(), answered, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      return tokens.claims() ?? {};
    },
  };
}

/** The embedded provider, asked inside of the process. */
export function embeddedConfiguration(
  { issuer, clientId }: { readonly issuer: string; readonly clientId: string },
  fetch: ProviderFetch,
): client.Configuration {
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    authorization_response_iss_parameter_supported: true,
    code_challenge_methods_supported: ['S256'],
  };
  const configuration = new client.Configuration(
    metadata,
    clientId,
    { id_token_signed_response_alg: 'ES256' },
    client.None(),
  );
  // Nothing of it leaves the process.
  client.allowInsecureRequests(configuration);
  configuration[client.customFetch] = fetch as client.CustomFetch;
  return configuration;
}
