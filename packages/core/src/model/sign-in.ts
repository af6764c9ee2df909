export interface SignIn {
  readonly method: 'iam' | 'sso';
  /** ARN of the Identity Center instance; null: the one of the account. */
  readonly identityCenter: string | null;
  /** Who says who somebody is where the method is `iam`; null: nobody, so that no person can open Studio. */
  readonly provider: SignInProvider | null;
  /** Who says who somebody is on this machine; null: the workspace itself, which invites its people. */
  readonly oidc: MachineProvider | null;
}

/** An identity provider at which people of a workspace on this machine sign in. */
export interface MachineProvider {
  /** Its address, without a slash at the end where it has none itself. */
  readonly issuer: string;
  readonly clientId: string;
  /** Path of the file that holds the client's secret; null: it has none. */
  readonly secretFile: string | null;
}

export const providerKinds = ['saml', 'oidc', 'portal', 'permission-set'] as const;

/**
 * Whose word is taken for who somebody is: an identity provider of the account, or a role that has asked one.
 *
 * `portal` is a program that has made sure who asks; `permission-set` is the role that Identity Center makes of one.
 */
export type SignInProvider =
  | { readonly kind: 'saml' | 'portal' | 'permission-set'; readonly arn: string }
  | {
      readonly kind: 'oidc';
      readonly arn: string;
      /** The client id for which the provider's tokens are made out. */
      readonly audience: string;
    };

/** From where people may open Studio. */
export type SignInPlace =
  | { readonly kind: 'endpoint' }
  | {
      readonly kind: 'ranges';
      /** Ranges of the internet. */
      readonly outside: readonly string[];
      /** Private ranges, from which the network's endpoints are reached. */
      readonly inside: readonly string[];
    }
  | { readonly kind: 'anywhere' };

/** Whether browsers come in through endpoints of the network: where policies can hold people to it, and do. */
export function entersByEndpoint({ method, provider }: SignIn, place: SignInPlace): boolean {
  if (method !== 'iam' || provider === null) return false;
  return place.kind === 'endpoint' || (place.kind === 'ranges' && place.inside.length > 0);
}
