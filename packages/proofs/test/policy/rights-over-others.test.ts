import { expect, test } from 'vitest';
import { allow, judged, oneRole, type RightsCase, role } from './judged.ts';

const edits: readonly RightsCase[] = [
  ...[
    'CreatePolicyVersion',
    'SetDefaultPolicyVersion',
    'CreateAccessKey',
    'CreateLoginProfile',
    'UpdateLoginProfile',
    'AttachUserPolicy',
    'AttachGroupPolicy',
    'AttachRolePolicy',
    'PutUserPolicy',
    'PutGroupPolicy',
    'PutRolePolicy',
    'AddUserToGroup',
    'UpdateAssumeRolePolicy',
    'DeleteRolePolicy',
    'DetachRolePolicy',
    'DeleteRolePermissionsBoundary',
    'UpdateSAMLProvider',
    'CreateOpenIDConnectProvider',
    'AddRoleToInstanceProfile',
    'CreateServiceSpecificCredential',
    'UploadSSHPublicKey',
  ].map((action): RightsCase => [action, 'policy-edit', [allow(`iam:${action}`, 'arn:aws:iam::111122223333:*')]]),
  ['permission sets', 'policy-edit', [allow('sso:PutInlinePolicyToPermissionSet')]],
  ['all that has to do with policies', 'policy-edit', [allow('iam:*Policy*')]],
  [
    'no boundary at all',
    'policy-edit',
    [allow('iam:PutRolePolicy', oneRole, { Condition: { Null: { 'iam:PermissionsBoundary': 'true' } } })],
  ],
  [
    'any boundary',
    'policy-edit',
    [allow('iam:PutRolePolicy', oneRole, { Condition: { ArnLike: { 'iam:PermissionsBoundary': '*' } } })],
  ],
  [
    'a boundary that bounds nothing',
    'policy-edit',
    [
      allow('iam:PutRolePolicy', oneRole, {
        Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      }),
    ],
  ],
  [
    'a boundary that may be missing',
    'policy-edit',
    [
      allow('iam:PutRolePolicy', oneRole, {
        Condition: { StringEqualsIfExists: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/b' } },
      }),
    ],
  ],
  [
    'the policy of administrators',
    'policy-edit',
    [
      allow('iam:AttachRolePolicy', oneRole, {
        Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      }),
    ],
  ],
  ['keys of everybody', 'policy-edit', [allow('iam:CreateAccessKey', 'arn:aws:iam::111122223333:user/*')]],
];

const opening: readonly RightsCase[] = [
  ...[
    's3:GetObject',
    's3:GetObjectVersion',
    's3:PutObject',
    's3:DeleteObject',
    's3:PutObjectAcl',
    's3:*Object*',
    'secretsmanager:GetSecretValue',
    'kms:Decrypt',
    'kms:ReEncrypt*',
    'dynamodb:Scan',
    'ssm:GetParameter*',
    'sqs:ReceiveMessage',
    'codecommit:GitPull',
    '*:Get*',
  ].map((action): RightsCase => [action, 'all-data', [allow(action)]]),
  ['everything with one bucket', 'opening-right', [allow('s3:*', ['arn:aws:s3:::one', 'arn:aws:s3:::one/*'])]],
  ['objects of every bucket', 'all-data', [allow('s3:GetObject', 'arn:aws:s3:::*')]],
  ['objects of every bucket, by their keys', 'all-data', [allow('s3:GetObject', 'arn:aws:s3:::*/*')]],
  ['secrets by ARN', 'all-data', [allow('secretsmanager:Get*', 'arn:aws:secretsmanager:*:*:secret:*')]],
  [
    'secrets in their version of today',
    'all-data',
    [
      allow('secretsmanager:GetSecretValue', '*', {
        Condition: { StringEquals: { 'secretsmanager:VersionStage': 'AWSCURRENT' } },
      }),
    ],
  ],
  ...[
    's3:PutBucketPolicy',
    's3:DeleteBucketPolicy',
    's3:PutReplicationConfiguration',
    's3:PutBucketAcl',
    's3:CreateAccessGrant',
    's3:PutAccessPointPolicy',
    'kms:PutKeyPolicy',
    'kms:CreateGrant',
    'lambda:AddPermission',
    'lambda:CreateFunctionUrlConfig',
    'ram:CreateResourceShare',
    'ec2:ModifySnapshotAttribute',
  ].map((action): RightsCase => [action, 'opening-right', [allow(action, 'arn:aws:x:::named')]]),
  ...[
    'AttachInternetGateway',
    'CreateRoute',
    'AuthorizeSecurityGroupEgress',
    'ModifyVpcEndpoint',
    'DeleteVpcEndpoints',
    'CreateVpcEndpoint',
    'CreateVpcPeeringConnection',
    'CreateNatGateway',
    'ModifySubnetAttribute',
  ].map((action): RightsCase => [action, 'network-right', [allow(`ec2:${action}`)]]),
];

test.each([...edits, ...opening])('a role with %s is refuted by %s', async (_, rule, statements) => {
  expect(await judged({ Role: role(...statements) })).toContain(rule);
});
