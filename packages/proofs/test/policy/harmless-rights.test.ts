import { expect, test } from 'vitest';
import { allow, deny, judged, ofPolicies, oneRole, passed, type RightsCase, role } from './judged.ts';

const toJobs = passed('sagemaker.amazonaws.com');

/** A case that comes close to a hole and is none. */
type Twin = readonly [name: string, statements: RightsCase[2]];

const twins: readonly Twin[] = [
  ['all of Glue where a tag is', [allow('glue:*', '*', { Condition: { StringEquals: { 'aws:ResourceTag/x': 'y' } } })]],
  ['one role for one service', [allow('iam:PassRole', oneRole, toJobs)]],
  [
    'one role for two services',
    [allow('iam:PassRole', oneRole, passed(['sagemaker.amazonaws.com', 'glue.amazonaws.com']))],
  ],
  [
    'one role, and all other services refused',
    [
      allow('iam:PassRole', oneRole),
      deny('iam:PassRole', {
        Resource: '*',
        Condition: { StringNotEquals: { 'iam:PassedToService': 'glue.amazonaws.com' } },
      }),
    ],
  ],
  [
    'roles, of which all but one are refused',
    [allow('iam:PassRole', '*', toJobs), deny('iam:PassRole', { NotResource: oneRole })],
  ],
  ['roles, all of which are refused', [allow('iam:PassRole', '*'), deny('iam:Pass*', { Resource: '*' })]],
  [
    'one service, where the key has to be there',
    [
      allow('iam:PassRole', oneRole, {
        Condition: {
          Null: { 'iam:PassedToService': 'false' },
          'ForAllValues:StringEquals': { 'iam:PassedToService': 'glue.amazonaws.com' },
        },
      }),
    ],
  ],
  ['one service, in China too', [allow('iam:PassRole', oneRole, passed('glue.amazonaws.com*', 'StringLike'))]],
  ['builds of one project', [allow('codebuild:StartBuild', 'arn:aws:codebuild:eu-central-1:111122223333:project/one')]],
  [
    'builds that are tagged',
    [allow('codebuild:StartBuild', '*', { Condition: { StringEquals: { 'aws:ResourceTag/x': 'y' } } })],
  ],
  ['machines, and a role for jobs', [allow('ec2:RunInstances', '*'), allow('iam:PassRole', oneRole, toJobs)]],
  [
    'jobs with a role',
    [allow(['sagemaker:CreateTrainingJob', 'sagemaker:CreateProcessingJob']), allow('iam:PassRole', oneRole, toJobs)],
  ],
  ['a role of the account', [allow('sts:AssumeRole', oneRole)]],
  [
    'stacks by name',
    [allow('cloudformation:UpdateStack', 'arn:aws:cloudformation:eu-central-1:111122223333:stack/one/*')],
  ],
  [
    'policies under a boundary',
    [
      allow('iam:PutRolePolicy', oneRole, {
        Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/b' } },
      }),
    ],
  ],
  [
    'policies, and all without a boundary refused',
    [
      allow('iam:PutRolePolicy', oneRole),
      deny('iam:*', {
        Resource: '*',
        Condition: { StringNotEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/b' } },
      }),
    ],
  ],
  [
    'one policy to attach',
    [
      allow('iam:AttachRolePolicy', oneRole, {
        Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::111122223333:policy/one' } },
      }),
    ],
  ],
  ['keys of one’s own', [allow('iam:CreateAccessKey', `arn:aws:iam::111122223333:user/\${aws:username}`)]],
  ['everything in one bucket', [allow('s3:*', 'arn:aws:s3:::one/*')]],
  ['everything, on objects of one bucket', [allow('*', 'arn:aws:s3:::one/*')]],
  ['objects of one bucket', [allow('s3:*Object*', 'arn:aws:s3:::one/*')]],
  ['one secret', [allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:*:*:secret:one-*')]],
  [
    'keys, through one service',
    [allow('kms:Decrypt', '*', { Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } } })],
  ],
  [
    'grants for services of AWS',
    [
      allow('kms:CreateGrant', 'arn:aws:kms:eu-central-1:111122223333:key/k', {
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
    ],
  ],
  ['names of buckets', [allow(['s3:ListAllMyBuckets', 's3:GetBucketLocation'])]],
  ['descriptions of everything', [allow(['ec2:Describe*', 'glue:List*', 'cloudformation:Describe*'])]],
  ['network interfaces', [allow(['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'])]],
  ['a token for packages', [allow('sts:GetServiceBearerToken'), allow('codeartifact:GetAuthorizationToken')]],
];

test.each(twins)('a role with %s is not refuted', async (_, statements) => {
  expect(ofPolicies(await judged({ Role: role(...statements) }))).toEqual([]);
});
