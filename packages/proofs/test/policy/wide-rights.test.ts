import { expect, test } from 'vitest';
import { allow, deny, judged, oneRole, passed, type RightsCase, role } from './judged.ts';

const toJobs = passed('sagemaker.amazonaws.com');
const own = (rest: string) => ({ 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:${rest}` });

const wide: readonly RightsCase[] = [
  ['everything, with a colon', 'star-on-star', [allow('*:*')]],
  ['everything, by marks', 'star-on-star', [allow('?*')]],
  ['everything on every ARN', 'star-on-star', [allow('*', 'arn:*')]],
  [
    'everything on all but one thing',
    'star-on-star',
    [allow('*', undefined, { Resource: undefined, NotResource: oneRole })],
  ],
  ['all but IAM', 'star-on-star', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]],
  ['all of S3, by a mark', 'service-wide-rights', [allow('s3:?*')]],
  ['all of S3, in capitals', 'service-wide-rights', [allow('S3:*')]],
  [
    'all of Glue over TLS',
    'service-wide-rights',
    [allow('glue:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
  ],
  [
    'all of Glue, in one region',
    'service-wide-rights',
    [allow('glue:*', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } })],
  ],
  [
    'all of Glue where a tag is or is not',
    'service-wide-rights',
    [allow('glue:*', '*', { Condition: { StringEqualsIfExists: { 'aws:ResourceTag/x': 'y' } } })],
  ],
  [
    'all of Glue where any tag is',
    'service-wide-rights',
    [allow('glue:*', '*', { Condition: { StringLike: { 'aws:ResourceTag/x': '*' } } })],
  ],
  [
    'all of Glue but for one role',
    'service-wide-rights',
    [allow('glue:*', '*', { Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } } })],
  ],
  ['any role, of any account', 'pass-role', [allow('iam:PassRole', 'arn:aws:iam::*:role/*', toJobs)]],
  ['any role, by a mark', 'pass-role', [allow('iam:PassRole', own('role/?*'), toJobs)]],
  ['any role, by half an ARN', 'pass-role', [allow('iam:PassRole', 'arn:aws:iam::*', toJobs)]],
  [
    'any role but one',
    'pass-role',
    [allow('iam:PassRole', undefined, { Resource: undefined, NotResource: oneRole, ...toJobs })],
  ],
  ['any role, in other letters', 'pass-role', [allow('IAM:passrole', '*', toJobs)]],
  [
    'any role, as refusing the rest refuses nothing',
    'pass-role',
    [allow('iam:PassRole', '*', toJobs), deny('iam:PassRole', { NotResource: 'arn:aws:iam::*:role/*' })],
  ],
  [
    'any role, as it is refused in one case',
    'pass-role',
    [
      allow('iam:PassRole', '*', toJobs),
      deny('iam:PassRole', { Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
    ],
  ],
  [
    'any role, as another action is refused',
    'pass-role',
    [allow('iam:PassRole', '*', toJobs), deny('iam:GetRole', { Resource: '*' })],
  ],
  [
    'any role, as all but handing on is refused',
    'pass-role',
    [allow('iam:PassRole', '*', toJobs), { Effect: 'Deny', NotAction: 'iam:PassRole', Resource: '*' }],
  ],
  ['any service, by a star', 'pass-role', [allow('iam:PassRole', oneRole, passed('*', 'StringLike'))]],
  ['any service, by a pattern', 'pass-role', [allow('iam:PassRole', oneRole, passed('*.amazonaws.com', 'StringLike'))]],
  [
    'any service but one',
    'pass-role',
    [allow('iam:PassRole', oneRole, passed('ec2.amazonaws.com', 'StringNotEquals'))],
  ],
  [
    'any service, where the key may be missing',
    'pass-role',
    [allow('iam:PassRole', oneRole, passed('glue.amazonaws.com', 'StringEqualsIfExists'))],
  ],
  [
    'any service, for all values of none',
    'pass-role',
    [allow('iam:PassRole', oneRole, passed('glue.amazonaws.com', 'ForAllValues:StringEquals'))],
  ],
  [
    'any service, where one is among many',
    'pass-role',
    [allow('iam:PassRole', oneRole, passed(['glue.amazonaws.com', '*'], 'StringLike'))],
  ],
  ['any service, said to be there', 'pass-role', [allow('iam:PassRole', oneRole, passed('false', 'Null'))]],
];

test.each(wide)('a role with %s is refuted by %s', async (_, rule, statements) => {
  expect(await judged({ Role: role(...statements) })).toContain(rule);
});
