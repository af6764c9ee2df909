import { expect, test } from 'vitest';
import { problemsIn } from '../problems-in.ts';
import { expectKept, type RuleCase } from '../rule-case.ts';

const aws = (settings: string) => `workspace: acme\naws: { region: eu-central-1, ${settings} }`;
const role = (account: string, partition = 'aws') => `"arn:${partition}:iam::${account}:role/ml/deploy"`;

const delivering = (sender: string, account = ', account: "123456789012"') =>
  `workspace: acme\naws: { region: eu-central-1${account} }\npeople: { ann: { role: lead-data-scientist } }\nprojects:\n  sales: { members: [ann], deliverFrom: { senders: [${sender}] } }`;

const cases: readonly RuleCase[] = [
  {
    promise: 'a role path of more than 512 characters is refused',
    breaks: aws(`iam: { rolePath: /${'a'.repeat(511)}/ }`),
    keeps: aws(`iam: { rolePath: /${'a'.repeat(510)}/ }`),
    path: 'aws.iam.rolePath',
    code: 'BadRolePath',
    message: /513 characters; IAM accepts 512/,
    fix: /by 1\./,
  },
  {
    promise: "the path of AWS's own roles is refused",
    breaks: aws('iam: { rolePath: /aws-service-role/ml/ }'),
    keeps: aws('iam: { rolePath: /service/ml/ }'),
    path: 'aws.iam.rolePath',
    code: 'BadRolePath',
    message: /AWS keeps \/aws-service-role\//,
    fix: /\/ml\//,
  },
  {
    promise: 'a boundary whose name is longer than any policy may have is refused',
    breaks: aws(`iam: { permissionsBoundary: ml/${'b'.repeat(129)} }`),
    keeps: aws(`iam: { permissionsBoundary: ml/${'b'.repeat(128)} }`),
    path: 'aws.iam.permissionsBoundary',
    code: 'BadBoundary',
    message: /name has 129 characters; IAM accepts 128/,
    fix: /without its ARN/,
  },
  {
    promise: 'a boundary whose path is longer than any policy may have is refused',
    breaks: aws(`iam: { permissionsBoundary: ${'p'.repeat(511)}/boundary }`),
    keeps: aws(`iam: { permissionsBoundary: ${'p'.repeat(510)}/boundary }`),
    path: 'aws.iam.permissionsBoundary',
    code: 'BadBoundary',
    message: /path has 513 characters; IAM accepts 512/,
    fix: /as IAM lists it/,
  },
  {
    promise: 'a role of another partition is refused for the synthesizer',
    breaks: aws(`synthesizer: { deployRoleArn: ${role('111122223333', 'aws-cn')} }`),
    keeps: aws(`synthesizer: { deployRoleArn: ${role('111122223333')} }`),
    path: 'aws.synthesizer.deployRoleArn',
    code: 'OtherPartition',
    message: /of the partition aws-cn, but eu-central-1 is in aws/,
    fix: /begins with arn:aws:/,
  },
  {
    promise: 'an Identity Center of another partition is refused',
    breaks: `${aws('tags: {}')}\nsignIn: { method: sso, identityCenter: "arn:aws-us-gov:sso:::instance/ssoins-1" }`,
    keeps: `${aws('tags: {}')}\nsignIn: { method: sso, identityCenter: "arn:aws:sso:::instance/ssoins-1" }`,
    path: 'signIn.identityCenter',
    code: 'OtherPartition',
    message: /aws-us-gov/,
    fix: /arn:aws:/,
  },
  {
    promise: 'a role of another account than the one deployed to is refused for the synthesizer',
    breaks: aws(`account: "444455556666", synthesizer: { lookupRoleArn: ${role('111122223333')} }`),
    keeps: aws(`account: "111122223333", synthesizer: { lookupRoleArn: ${role('111122223333')} }`),
    path: 'aws.synthesizer.lookupRoleArn',
    code: 'OtherAccount',
    message: /in the account 111122223333, but aws\.account is 444455556666/,
    fix: /bootstrap in 444455556666/,
  },
  {
    promise: 'roles of two accounts are refused for the synthesizer',
    breaks: aws(`synthesizer: { deployRoleArn: ${role('111122223333')}, lookupRoleArn: ${role('444455556666')} }`),
    keeps: aws(`synthesizer: { deployRoleArn: ${role('111122223333')}, lookupRoleArn: ${role('111122223333')} }`),
    path: 'aws.synthesizer.lookupRoleArn',
    code: 'OtherAccount',
    message: /first of these roles is in 111122223333/,
    fix: /in 111122223333/,
  },
  {
    promise: 'an operator of another partition is refused',
    breaks: aws(`operators: [${role('111122223333', 'aws-cn')}]`),
    keeps: aws(`operators: [${role('111122223333')}]`),
    path: 'aws.operators[0]',
    code: 'OtherPartition',
    message: /of the partition aws-cn/,
    fix: /begins with arn:aws:/,
  },
  {
    promise: 'an operator of another account than the one deployed to is refused',
    breaks: aws(`account: "444455556666", operators: [${role('444455556666')}, ${role('111122223333')}]`),
    keeps: aws(`account: "111122223333", operators: [${role('111122223333')}]`),
    path: 'aws.operators[1]',
    code: 'OtherAccount',
    message: /in the account 111122223333, and aws\.account is 444455556666/,
    fix: /the role in 444455556666/,
  },
  {
    promise: 'operators of two accounts are refused',
    breaks: aws(`operators: [${role('111122223333')}, ${role('444455556666')}]`),
    keeps: aws(`operators: [${role('111122223333')}, "arn:aws:iam::111122223333:role/Admin"]`),
    path: 'aws.operators[1]',
    code: 'OtherAccount',
    message: /first of these roles is in 111122223333/,
    fix: /in 111122223333/,
  },
  ...[
    ...['person-ann', 'signin-ann', 'jobs-sales', 'flows-sales', 'tracking-sales', 'schedule-sales', 'serving-sales'],
    ...['warehouse-x', 'studio', 'tracking', 'schedule', 'Person-Ann'],
  ].map(
    (name): RuleCase => ({
      promise: `a role of the workspace, ${name}, is refused as an operator`,
      breaks: aws(`operators: ["arn:aws:iam::111122223333:role/ml/acme-${name}"]`),
      keeps: aws(`operators: ["arn:aws:iam::111122223333:role/ml/other-${name}", ${role('111122223333')}]`),
      path: 'aws.operators[0]',
      code: 'NoOperator',
      message: /name of a role that acme makes/,
      fix: /acme-operator/,
    }),
  ),
  {
    promise: 'the role of a service of AWS is refused as an operator',
    breaks: aws('operators: ["arn:aws:iam::111122223333:role/aws-service-role/s3.amazonaws.com/AWSServiceRoleForX"]'),
    keeps: aws(
      'operators: ["arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Ops_0a1b2c3d4e5f6071"]',
    ),
    path: 'aws.operators[0]',
    code: 'NoOperator',
    message: /nobody can take on/,
    fix: /those who deploy/,
  },
  {
    promise: 'the account that is deployed to is refused as a sender of deliveries',
    breaks: delivering('"123456789012"'),
    keeps: delivering('"444455556666"'),
    path: 'projects.sales.deliverFrom.senders[0]',
    code: 'NoSender',
    message: /is the account that is deployed to/,
    fix: /Name a role/,
  },
  {
    promise: 'an account is refused as a sender while the file does not say which one is deployed to',
    breaks: delivering('"444455556666"', ''),
    keeps: delivering(role('444455556666'), ''),
    path: 'projects.sales.deliverFrom.senders[0]',
    code: 'NoSender',
    message: /may be the account that is deployed to/,
    fix: /write aws\.account/,
  },
  {
    promise: 'a role of the workspace is refused as a sender',
    breaks: delivering('"arn:aws:iam::123456789012:role/acme-person-ann"'),
    keeps: delivering('"arn:aws:iam::123456789012:role/loader"'),
    path: 'projects.sales.deliverFrom.senders[0]',
    code: 'NoSender',
    message: /name of a role that acme makes/,
    fix: /outside of the workspace/,
  },
  ...['acme-signin-ann', 'acme-schedule-sales', 'acme-tracking', 'ACME-person-ann'].map(
    (name): RuleCase => ({
      promise: `the role ${name} is refused as a sender where it may be of the workspace`,
      breaks: delivering(`"arn:aws:iam::123456789012:role/${name}"`),
      keeps: delivering(`"arn:aws:iam::444455556666:role/${name}"`),
      path: 'projects.sales.deliverFrom.senders[0]',
      code: 'NoSender',
      message: /name of a role that acme makes/,
      fix: /outside of the workspace/,
    }),
  ),
  ...[
    [', operators: ["arn:aws:iam::123456789012:role/ops"]', 'ops'],
    ['', 'acme-operator'],
    [', iam: { rolePath: /ml/ }', 'ml/acme-operator'],
    ['', 'cdk-hnb659fds-deploy-role-123456789012-eu-central-1'],
    [', synthesizer: { deployRoleArn: "arn:aws:iam::123456789012:role/deployer" }', 'deployer'],
  ].map(
    ([settings = '', name = '']): RuleCase => ({
      promise: `${name}, which is an operator, is refused as a sender`,
      breaks: delivering(`"arn:aws:iam::123456789012:role/${name}"`, `, account: "123456789012"${settings}`),
      keeps: delivering('"arn:aws:iam::123456789012:role/loader"', `, account: "123456789012"${settings}`),
      path: 'projects.sales.deliverFrom.senders[0]',
      code: 'NoSender',
      message: /operators write nothing/,
      fix: /another role/,
    }),
  ),
  {
    promise: 'a role of another partition is refused as a sender',
    breaks: delivering(role('444455556666', 'aws-cn')),
    keeps: delivering(role('444455556666')),
    path: 'projects.sales.deliverFrom.senders[0]',
    code: 'NoSender',
    message: /not of the partition aws/,
    fix: /begins with arn:aws:/,
  },
  {
    promise: 'a tag that policies go by is refused',
    breaks: aws('tags: { "atelier:person": ana }'),
    keeps: aws('tags: { person: ana }'),
    path: 'aws.tags["atelier:person"]',
    code: 'BadTag',
    message: /Policies go by the tags/,
    fix: /Write "person"/,
  },
];

test.each(cases)('$promise', (rule) => expectKept(rule, problemsIn));

const forms = [
  ['a role path without its last slash', 'iam: { rolePath: /ml }', 'aws.iam.rolePath'],
  [
    'a boundary as an ARN',
    'iam: { permissionsBoundary: "arn:aws:iam::111122223333:policy/b" }',
    'aws.iam.permissionsBoundary',
  ],
  ['a qualifier of eleven characters', 'synthesizer: { qualifier: abcdefghijk }', 'aws.synthesizer.qualifier'],
  [
    'a user in the place of a role',
    'synthesizer: { deployRoleArn: "arn:aws:iam::111122223333:user/a" }',
    'aws.synthesizer.deployRoleArn',
  ],
  ...['role/acme-*', 'role/*', 'role/acme-operato?', 'user/ann', 'root', 'role/', 'role//x', `role/\${x}`].map(
    (end) =>
      [
        `${end} in the place of an operator`,
        `operators: ["arn:aws:iam::111122223333:${end}"]`,
        'aws.operators[0]',
      ] as const,
  ),
  ['an operator in any account', 'operators: ["arn:aws:iam::*:role/ops"]', 'aws.operators[0]'],
  ['a list without operators', 'operators: []', 'aws.operators'],
  ['an account in eleven digits', 'account: "11112222333"', 'aws.account'],
] as const;

test.each(forms)('%s is refused', (_, settings, path) => {
  expect(problemsIn(aws(settings))).toMatchObject([{ path, code: 'NotAccepted' }]);
});
