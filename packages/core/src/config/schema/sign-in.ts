import { providerKinds } from '../../model/sign-in.ts';
import { choice, section, text } from './fields.ts';

const provider = section({
  kind: choice(providerKinds).describe(
    "Whose word is taken for who somebody is: a SAML or an OIDC provider of the account, a portal's role, or the role that Identity Center makes of a permission set.",
  ),
  arn: text(
    /^arn:[^:\s]+:iam::[0-9]{12}:(saml-provider|oidc-provider|role)\/\S+$/,
    'the ARN of a SAML provider, an OIDC provider or a role',
    'arn:aws:iam::111122223333:saml-provider/company',
  ).describe('The provider, or the role.'),
  audience: text(/^(?!.*[*?$])[!-~]{1,255}$/, 'a client id, of ASCII without spaces, *, ? and $', 'atelier')
    .describe("The client id for which the provider's tokens are made out; of `kind: oidc`, and needed there.")
    .optional(),
});

export const signIn = section({
  method: choice(['iam', 'sso'])
    .describe('How people sign in: with IAM, or with single sign-on through Identity Center. Cannot be changed later.')
    .default('iam'),
  identityCenter: text(
    /^arn:[^:\s]+:sso:::instance\/\S+$/,
    'the ARN of an Identity Center instance',
    'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  )
    .describe('Identity Center instance, of the organisation or of the account. Default: the one in the region.')
    .optional(),
  provider: provider
    .describe('Who says who somebody is, for `method: iam` on AWS; without it nobody can open Studio there.')
    .optional(),
});
