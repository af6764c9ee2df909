import { Problem } from '@atelier/problem';
import * as client from 'openid-client';
import type { ProviderFetch } from './fetch-in-process.ts';

/** An identity provider elsewhere, at which the front door is a client. */
export interface OutsideProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret?: string | undefined;
}

/**
 * What an outside provider says of itself, asked when it is first needed and again after a failure.
 *
 * @param fetch how it is reached
 */
export function outsideConfiguration(
  { issuer, clientId, secret }: OutsideProvider,
  fetch: ProviderFetch,
): () => Promise<client.Configuration> {
  let found: Promise<client.Configuration> | undefined;
  const discover = async () => {
    try {
      const authentication = secret === undefined ? client.None() : client.ClientSecretBasic(secret);
      const local = /^http:\/\/localhost(:\d+)?(\/|$)/.test(issuer);
      return await client.discovery(new URL(issuer), clientId, undefined, authentication, {
        [client.customFetch]: fetch as client.CustomFetch,
        ...(local ? { execute: [client.allowInsecureRequests] } : {}),
      });
    } catch (error) {
      found = undefined;
      throw unreachable(issuer, error);
    }
  };
  return () => {
    found ??= discover();
    return found;
  };
}

function unreachable(issuer: string, cause: unknown): Problem {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Problem(
    {
      code: 'ProviderUnreachable',
      message: `The identity provider ${issuer} does not say what it is (${why}), so nobody can sign in.`,
      fix: `See that ${issuer}/.well-known/openid-configuration answers from this machine; signIn.oidc.issuer names it.`,
      whose: 'machine',
      state: 'Whoever is signed in stays so.',
    },
    cause,
  );
}
