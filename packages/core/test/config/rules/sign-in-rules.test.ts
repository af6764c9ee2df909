import { expect, test } from 'vitest';
import { problemsIn } from '../problems-in.ts';
import { expectKept, type RuleCase } from '../rule-case.ts';

const iam = (rest: string) => `arn:aws:iam::111122223333:${rest}`;
const saml = `kind: saml, arn: "${iam('saml-provider/company')}"`;
const reserved = iam('role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Notebooks_0123456789abcdef');
const file = (signIn: string, rest = '') => `
workspace: acme
aws: { region: eu-central-1, account: "111122223333" }
signIn: ${signIn}
${rest}`;
const by = (provider: string, rest = '') => file(`{ provider: { ${provider} } }`, rest);
const access = (ranges: string) => by(saml, `network: { access: ${ranges} }`);

const cases: readonly RuleCase[] = [
  ...[
    ['saml', iam('role/company'), saml],
    ['oidc', iam('saml-provider/company'), `kind: oidc, arn: "${iam('oidc-provider/id.example.com/a')}", audience: me`],
    ['portal', reserved, `kind: portal, arn: "${iam('role/apps/portal')}"`],
    [
      'permission-set',
      iam('role/AWSReservedSSO_Notebooks_0123456789abcdef'),
      `kind: permission-set, arn: "${reserved}"`,
    ],
  ].map(
    ([kind = '', other = '', kept = '']): RuleCase => ({
      promise: `a provider of kind ${kind} has an ARN of that kind`,
      breaks: by(`kind: ${kind}, arn: "${other}"${kind === 'oidc' ? ', audience: me' : ''}`),
      keeps: by(kept),
      path: 'signIn.provider.arn',
      code: 'BadProvider',
      message: new RegExp(`kind ${kind}`),
      fix: /ends like/,
    }),
  ),
  {
    promise: 'tokens of an OIDC provider are made out for one program',
    breaks: by(`kind: oidc, arn: "${iam('oidc-provider/id.example.com')}"`),
    keeps: by(`kind: oidc, arn: "${iam('oidc-provider/id.example.com')}", audience: me`),
    path: 'signIn.provider.audience',
    code: 'MissingSetting',
    message: /any other program/,
    fix: /client id/,
  },
  {
    promise: 'an audience is of OIDC',
    breaks: by(`${saml}, audience: me`),
    keeps: by(saml),
    path: 'signIn.provider.audience',
    code: 'NoEffect',
    message: /kind is saml/,
    fix: /remove audience/,
  },
  {
    promise: 'a provider is for sign-in with IAM',
    breaks: file(`{ method: sso, provider: { ${saml} } }`),
    keeps: file('{ method: sso }'),
    path: 'signIn.provider',
    code: 'NoEffect',
    message: /Identity Center/,
    fix: /method: iam/,
  },
  {
    promise: 'a provider is of the account',
    breaks: by(saml.replace('111122223333', '999988887777')),
    keeps: by(saml),
    path: 'signIn.provider.arn',
    code: 'ProviderElsewhere',
    message: /999988887777/,
    fix: /111122223333/,
  },
  {
    promise: 'a limit that nothing holds is refused',
    breaks: file('{ method: sso }', 'network: { access: endpoint }'),
    keeps: file('{ method: sso }', 'network: { access: anywhere }'),
    path: 'network.access',
    code: 'NotLimited',
    message: /sso/,
    fix: /anywhere/,
  },
  ...['person-ana', 'signin-ana', 'jobs-sales', 'studio'].map(
    (name): RuleCase => ({
      promise: `the role ${name} of the workspace signs nobody in`,
      breaks: by(`kind: portal, arn: "${iam(`role/ml/acme-${name}`)}"`),
      keeps: by(`kind: portal, arn: "${iam(`role/ml/other-${name}`)}"`),
      path: 'signIn.provider.arn',
      code: 'BadProvider',
      message: /open Studio as anybody/,
      fix: /program that signs people in/,
    }),
  ),
  // Nobody sees the fourth to the sixth, and IAM takes none of the rest in a policy.
  ...[
    'a$b',
    'a*',
    'an?',
    'a\\u200bn',
    'a\\u202en',
    'a\\u0001n',
    '\u044e\u043b\u044f',
    '\uff41\uff4e',
    '\u0142ukasz',
  ].map(
    (name): RuleCase => ({
      promise: `the sign-in name ${name} could fit somebody else, or nobody`,
      breaks: by(saml, `people: { ana: { role: viewer, sso: "${name}" } }`),
      keeps: by(saml, 'people: { ana: { role: viewer, sso: "CORP/j\u00fcrgen" } }'),
      path: 'people.ana.sso',
      code: 'BadSignInName',
      message: /fits nobody else/,
      fix: /sso/,
    }),
  ),
  {
    promise: 'a session has a name that AWS takes',
    breaks: by(`kind: portal, arn: "${iam('role/portal')}"`, 'people: { ana: { role: viewer, sso: "CORP/ana" } }'),
    keeps: by(`kind: portal, arn: "${iam('role/portal')}"`, 'people: { ana: { role: viewer, sso: Ana@x.org } }'),
    path: 'people.ana.sso',
    code: 'BadSignInName',
    message: /2 to 64 letters/,
    fix: /sso/,
  },
  ...[
    ['0.0.0.0/0', /large part/],
    ['128.0.0.0/1', /large part/],
    ['172.0.0.0/8', /private and public/],
    ['203.0.113.999/24', /not an IPv4 range/],
    ['203.0.113.9/24', /does not begin/],
    ['127.0.0.0/8', /of the machine itself/],
    ['169.254.0.0/16', /of one link/],
    ['224.0.0.0/8', /of groups/],
    ['255.255.255.255/32', /on a link/],
    ['240.0.0.0/8', /kept for later/],
    ['0.0.0.0/8', /of nobody/],
  ].map(
    ([range = '', message]): RuleCase => ({
      promise: `${range} is no list of offices`,
      breaks: access(`["10.1.0.0/16", "${range}"]`),
      keeps: access('["10.1.0.0/16", "203.0.113.0/24", "203.0.114.7/32"]'),
      path: 'network.access[1]',
      code: 'BadAccessRange',
      message: message as RegExp,
      fix: /Write/,
    }),
  ),
];

test.each(cases)('$promise', (rule) => expectKept(rule, problemsIn));

test('a file without AWS needs no provider', () => {
  expect(problemsIn('workspace: acme\npeople: { ana: { role: viewer } }')).toEqual([]);
});
