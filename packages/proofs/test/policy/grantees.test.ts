import { expect, test } from 'vitest';
import { judged, stranger } from './judged.ts';

type Case = readonly [name: string, rule: string, resources: Readonly<Record<string, unknown>>];

const everybody = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };
const elsewhere: readonly Case[] = [
  ...(
    [
      ['AWS::SecretsManager::ResourcePolicy', { SecretId: 's', ResourcePolicy: everybody }],
      ['AWS::S3Tables::TableBucketPolicy', { ResourcePolicy: everybody }],
      ['AWS::Events::EventBusPolicy', { StatementId: 'a', Statement: everybody.Statement[0] }],
      ['AWS::Events::EventBusPolicy', { StatementId: 'a', Action: 'events:PutEvents', Principal: '*' }],
      ['AWS::Backup::BackupVault', { BackupVaultName: 'b', AccessPolicy: everybody }],
      [
        'AWS::DynamoDB::GlobalTable',
        { Replicas: [{ Region: 'eu-central-1', ResourcePolicy: { PolicyDocument: everybody } }] },
      ],
      ['AWS::RedshiftServerless::Namespace', { NamespaceName: 'n', NamespaceResourcePolicy: everybody }],
      ['AWS::ECR::RegistryPolicy', { PolicyText: everybody }],
      ['AWS::S3::MultiRegionAccessPointPolicy', { MrapName: 'm', Policy: everybody }],
      ['AWS::ApiGateway::RestApi', { Name: 'a', Policy: everybody }],
      ['AWS::SNS::TopicInlinePolicy', { TopicArn: 't', PolicyDocument: everybody }],
      ['AWS::Logs::ResourcePolicy', { PolicyName: 'p', PolicyDocument: JSON.stringify(everybody) }],
      ['AWS::VpcLattice::AuthPolicy', { ResourceIdentifier: 'x', Policy: everybody }],
      [
        'AWS::Lambda::LayerVersionPermission',
        { Action: 'lambda:GetLayerVersion', LayerVersionArn: 'x', Principal: '*' },
      ],
      [
        'AWS::Lambda::Permission',
        { Action: 'lambda:InvokeFunction', FunctionName: 'f', Principal: '*', SourceAccount: stranger },
      ],
    ] as const
  ).map(([type, Properties]): Case => [type, 'public-principal', { One: { Type: type, Properties } }]),
  ...(
    [
      [
        'AWS::S3::AccessGrant',
        { Grantee: { GranteeType: 'IAM', GranteeIdentifier: `arn:aws:iam::${stranger}:role/x` } },
      ],
      ['AWS::RAM::ResourceShare', { Name: 'r', Principals: [stranger] }],
      ['AWS::LakeFormation::PrincipalPermissions', { Principal: { DataLakePrincipalIdentifier: stranger } }],
      [
        'AWS::EC2::VPCEndpointServicePermissions',
        { ServiceId: 's', AllowedPrincipals: [`arn:aws:iam::${stranger}:root`] },
      ],
      ['AWS::Lambda::Permission', { Action: 'lambda:InvokeFunction', FunctionName: 'f', Principal: stranger }],
    ] as const
  ).map(([type, Properties]): Case => [type, 'foreign-account', { One: { Type: type, Properties } }]),
  [
    'a function for anybody’s topics',
    'deputy',
    {
      One: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Principal: 'sns.amazonaws.com', Action: 'lambda:InvokeFunction' },
      },
    },
  ],
  [
    'a function for a stranger’s buckets',
    'deputy',
    {
      One: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Principal: 's3.amazonaws.com', SourceAccount: stranger, Action: 'lambda:InvokeFunction' },
      },
    },
  ],
  [
    'a user with a key',
    'standing-credential',
    { U: { Type: 'AWS::IAM::User' }, K: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: 'U' } } } },
  ],
];

test.each(elsewhere)('%s: refuted by %s', async (_, rule, resources) => {
  expect(await judged(resources)).toContain(rule);
});
