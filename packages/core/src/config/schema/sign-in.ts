import { choice, section, text } from './fields.ts';

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
});
