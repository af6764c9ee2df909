import { expect, test } from 'vitest';
import { allow, judged, ofPolicies, role, roleFor } from './judged.ts';

type Resources = Readonly<Record<string, unknown>>;
type Case = readonly [name: string, rule: string, resources: Resources];

const parameters = { Parameters: { P: { Type: 'String' } } };
const byParameter = { Ref: 'P' };
const something = 'arn:aws:s3:::one/*';

function withPolicies(Policies: unknown, more: Resources = {}): Resources {
  const AssumeRolePolicyDocument = {
    Statement: [{ Effect: 'Allow', Principal: { Service: 'glue.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  return { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument, Policies, ...more } } };
}

const statements: readonly (readonly [string, unknown])[] = [
  ['a statement that is a word', 'x'],
  ['a statement that is nothing', null],
  ['an effect in small letters', { ...allow('s3:GetObject', something), Effect: 'allow' }],
  ['an effect by parameter', { ...allow('s3:GetObject', something), Effect: byParameter }],
  ['an action by parameter', allow(byParameter, something)],
  ['an action among others by parameter', allow(['s3:GetObject', byParameter], something)],
  ['an action that is a map', allow({ a: 1 }, something)],
  ['an action in letters like ours', allow('ѕ3:GetObject', something)],
  ['no action', { Effect: 'Allow', Resource: something }],
  ['an action and all others', { ...allow('s3:GetObject', something), NotAction: 's3:PutObject' }],
  ['a resource by parameter', allow('s3:GetObject', byParameter)],
  ['a resource of a stack that is not given', allow('s3:GetObject', { 'Fn::ImportValue': 'x' })],
  ['a resource that is a map', allow('s3:GetObject', { a: 1 })],
  ['a resource by a function of a macro', allow('s3:GetObject', { 'Fn::Transform': { Name: 'x' } })],
  ['a condition that is a word', allow('s3:GetObject', something, { Condition: 'x' })],
  [
    'a condition with an operator of nobody',
    allow('s3:GetObject', something, { Condition: { StringSame: { a: 'b' } } }),
  ],
  ['a condition without values', allow('s3:GetObject', something, { Condition: { StringEquals: { a: [null] } } })],
  ['an element of nobody', allow('s3:GetObject', something, { Resources: '*' })],
];

const documents: readonly Case[] = [
  ['policies that are a word', 'unread-policy', withPolicies('x')],
  ['policies by parameter', 'unread-policy', withPolicies([byParameter])],
  ['a document by parameter', 'unread-policy', withPolicies([{ PolicyName: 'p', PolicyDocument: byParameter }])],
  ['a document without statements', 'unread-policy', withPolicies([{ PolicyName: 'p', PolicyDocument: {} }])],
  [
    'trust that is no JSON',
    'unread-policy',
    { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: 'no' } } },
  ],
  ['trust of a kind that there is not', 'unread-policy', { Role: roleFor({ Principal: { Everyone: '*' } }) }],
  ['a managed policy by parameter', 'unread-policy', withPolicies([], { ManagedPolicyArns: [byParameter] })],
  [
    'a managed policy that is not here',
    'unread-policy',
    withPolicies([], { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/elsewhere'] }),
  ],
  ['managed policies by parameter', 'unread-policy', withPolicies([], { ManagedPolicyArns: byParameter })],
  [
    'a policy of a permission set by parameter',
    'unread-policy',
    { Set: { Type: 'AWS::SSO::PermissionSet', Properties: { Name: 'p', InlinePolicy: byParameter } } },
  ],
  [
    'a policy of a permission set that is not here',
    'unread-policy',
    {
      Set: {
        Type: 'AWS::SSO::PermissionSet',
        Properties: { Name: 'p', CustomerManagedPolicyReferences: [{ Name: 'x' }] },
      },
    },
  ],
  [
    'a policy of a key by parameter',
    'unread-policy',
    { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: byParameter } } },
  ],
  [
    'a policy of a bucket by parameter',
    'unread-policy',
    { P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'b', PolicyDocument: byParameter } } },
  ],
  [
    'a policy of a queue that is a word',
    'unread-policy',
    { P: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ['q'], PolicyDocument: 'x' } } },
  ],
  [
    'a policy of an endpoint by parameter',
    'unread-policy',
    {
      E: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: { VpcId: 'v', ServiceName: 'com.amazonaws.eu-central-1.kms', PolicyDocument: byParameter },
      },
    },
  ],
  [
    'a policy of AWS that reads everything',
    'broad-managed-policy',
    withPolicies([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }),
  ],
  [
    'a policy of AWS that reads all buckets',
    'broad-managed-policy',
    withPolicies([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] }),
  ],
  [
    'a policy of AWS with an underscore',
    'broad-managed-policy',
    withPolicies([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSLambda_FullAccess'] }),
  ],
  [
    'a policy of AWS for a job',
    'broad-managed-policy',
    withPolicies([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/job-function/DataScientist'] }),
  ],
  [
    'a policy of AWS for a permission set',
    'broad-managed-policy',
    {
      Set: {
        Type: 'AWS::SSO::PermissionSet',
        Properties: { Name: 'p', ManagedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'] },
      },
    },
  ],
  [
    'a policy of AWS for auditors',
    'unreviewed-policy',
    withPolicies([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/SecurityAudit'] }),
  ],
  [
    'everything in a permission set',
    'star-on-star',
    { Set: { Type: 'AWS::SSO::PermissionSet', Properties: { Name: 'p', InlinePolicy: { Statement: [allow('*')] } } } },
  ],
  [
    'everything in a permission set, as text',
    'star-on-star',
    {
      Set: {
        Type: 'AWS::SSO::PermissionSet',
        Properties: { Name: 'p', InlinePolicy: JSON.stringify({ Statement: [allow('*')] }) },
      },
    },
  ],
];

const cases: readonly Case[] = [
  ...statements.map(([name, statement]): Case => [name, 'unread-policy', { Role: role(statement as Resources) }]),
  ...documents,
];

test.each(cases)('%s: found by %s', async (_, rule, resources) => {
  expect(await judged(resources, parameters)).toContain(rule);
});

test.each<readonly [string, Resources]>([
  [
    'a document as text',
    withPolicies([
      { PolicyName: 'p', PolicyDocument: JSON.stringify({ Statement: allow('s3:GetObject', something) }) },
    ]),
  ],
  [
    'a bucket by parameter, whose objects are meant',
    { Role: role(allow('s3:GetObject', { 'Fn::Sub': `arn:aws:s3:::\${P}/*` })) },
  ],
  [
    'a policy of AWS for logs of functions',
    withPolicies([], {
      ManagedPolicyArns: [
        { 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole` },
      ],
    }),
  ],
  ['no policies', withPolicies([])],
])('%s: read', async (_, resources) => {
  expect(ofPolicies(await judged(resources, parameters))).toEqual([]);
});
