import type { Person, SignInProvider } from '@atelier/core';
import type { DeployLocation } from '../deploy-location.ts';
import type { Conditions } from './policy.ts';

/** The document that says who may take on a role. */
export interface TrustDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [
    {
      readonly Effect: 'Allow';
      readonly Principal: Readonly<Record<'Federated' | 'AWS', string>> | Readonly<Record<string, string>>;
      readonly Action: string;
      readonly Condition: Conditions;
    },
  ];
}

/**
 * Trust of a person's sign-in role: the provider's user of that name may take it on, and nobody else.
 *
 * Tags of sessions are not let in (`sts:TagSession`): a provider that sends some is refused, so that no tag says who somebody
 * is. The provider is of the own account, whatever account its ARN in the file names; a rule and a deployment compare them.
 */
export function signInTrust(provider: SignInProvider, { signInName }: Person, place: DeployLocation): TrustDocument {
  const arn = provider.arn.split(':').with(1, place.partition).with(4, place.account).join(':');
  const trust = (
    Principal: Readonly<Record<string, string>>,
    Action: string,
    Condition: Conditions,
  ): TrustDocument => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action, Condition }],
  });
  switch (provider.kind) {
    case 'saml':
      return trust({ Federated: arn }, 'sts:AssumeRoleWithSAML', {
        StringEquals: { 'SAML:sub': signInName, 'SAML:aud': samlAudiences(place.region) },
      });
    case 'oidc': {
      const issuer = provider.arn.slice(provider.arn.indexOf('/') + 1);
      return trust({ Federated: arn }, 'sts:AssumeRoleWithWebIdentity', {
        StringEquals: { [`${issuer}:sub`]: signInName, [`${issuer}:aud`]: provider.audience },
      });
    }
    case 'portal':
      return trust({ AWS: arn }, 'sts:AssumeRole', { StringEquals: { 'sts:RoleSessionName': signInName } });
    // A session that Identity Center opens is named by its user, and nobody else may open one in these roles.
    case 'permission-set':
      return trust({ AWS: arn }, 'sts:AssumeRole', { StringLike: { 'aws:userid': `*:${signInName}` } });
  }
}

/**
 * Where an assertion may have been sent: the sign-in of AWS, of the world or of the region (Available keys for SAML-based
 * federation, IAM User Guide).
 */
export function samlAudiences(region: string): readonly string[] {
  const host = region.startsWith('us-gov-')
    ? 'signin.amazonaws-us-gov.com'
    : region.startsWith('cn-')
      ? 'signin.amazonaws.cn'
      : 'signin.aws.amazon.com';
  return [`https://${host}/saml`, `https://${region}.${host}/saml`];
}
