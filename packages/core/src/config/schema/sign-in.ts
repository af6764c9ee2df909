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

const oidc = section({
  issuer: text(
    /^(https:\/\/[a-z0-9.-]+|http:\/\/localhost)(:[0-9]{1,5})?(\/[!-~]*)?$/,
    'an https address of an identity provider, or http://localhost of one on this machine',
    'https://login.example.com',
  ).describe('Address of the provider, as it names itself.'),
  clientId: text(/^[!-~]{1,255}$/, 'a client id, of ASCII without spaces', 'atelier').describe(
    'Client id of the front door there; it takes people back to `/sign-in/callback`.',
  ),
  secretFile: text(/^\S.*$/s, 'the path of a file', './oidc-secret')
    .describe("File with the client's secret, beside this one. Default: a client without a secret.")
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
  oidc: oidc
    .describe(
      'Identity provider at which people sign in on this machine. Default: they are invited, with a passkey or a password.',
    )
    .optional(),
});
