import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { KMS } from '@aws-sdk/client-kms';
import { STS } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonMap } from '../../src/world/resource-store.ts';
import { has } from '../services/has.ts';
import { type Account, openAccount } from '../simulated-account/open-account.ts';

const own = 'arn:aws:iam::123456789012';
const policy = (...Statement: readonly JsonMap[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string, more: JsonMap = { Resource: '*' }) => ({ Effect: 'Allow', Action, ...more });

let account: Account;
beforeEach(async () => {
  account = await openAccount({ callers: 'judged' });
});
afterEach(() => account.close());

function role(name: string, trusted: JsonMap, ...statements: readonly JsonMap[]): string {
  const Policies = [{ PolicyName: 'own', PolicyDocument: policy(...statements) }];
  const AssumeRolePolicyDocument = policy(allow('sts:AssumeRole', { Principal: trusted }));
  has(account.world, 'AWS::IAM::Role', name, { Policies, AssumeRolePolicyDocument });
  return `${own}:role/${name}`;
}

describe('taking on a role', () => {
  const attempts: readonly (readonly [string, JsonMap, RegExp | null])[] = [
    ['that trusts the account', { AWS: `${own}:root` }, null],
    ['that trusts the caller', { AWS: `${own}:user/rehearsal` }, null],
    ['that trusts somebody else', { AWS: `${own}:user/eve` }, /because no role trust policy allows the sts:AssumeRole/],
    ['that trusts a service', { Service: 'sagemaker.amazonaws.com' }, /because no role trust policy allows/],
    ['that trusts another account', { AWS: 'arn:aws:iam::999988887777:root' }, /no role trust policy allows/],
  ];
  test.each(attempts)('%s', async (_, trusted, refusal) => {
    const RoleArn = role('taken', trusted);
    const asked = new STS(account.client).assumeRole({ RoleArn, RoleSessionName: 's' });
    if (refusal === null) await expect(asked).resolves.toBeTruthy();
    else await expect(asked).rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringMatching(refusal) });
  });
});

test('a key whose policy names nobody of the account is out of reach of its administrators', async () => {
  const KeyPolicy = policy(allow('kms:*', { Principal: { AWS: `${own}:user/eve` }, Resource: '*' }));
  has(account.world, 'AWS::KMS::Key', 'k', { KeyPolicy });
  has(account.world, 'AWS::KMS::Key', 'open', {});
  const kms = new KMS(account.client);
  await expect(kms.describeKey({ KeyId: 'open' })).resolves.toBeTruthy();
  await expect(kms.describeKey({ KeyId: 'k' })).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('because no resource-based policy allows the kms:DescribeKey action'),
  });
});

describe('a stack', () => {
  const TemplateBody = JSON.stringify({
    Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'lake' } } },
  });
  const whole = ['s3:CreateBucket', 's3:PutEncryptionConfiguration', 's3:PutBucketPublicAccessBlock'];

  test.each([
    ['is made by a role with the rights for it', [...whole, 's3:PutBucketTagging'], 'CREATE_COMPLETE'],
    ['is not made by a role without one of them', whole.slice(1), 'ROLLBACK_COMPLETE'],
    ['is not made by a role that may not tag', whole, 'ROLLBACK_COMPLETE'],
  ])('%s', async (_, actions, status) => {
    const RoleARN = role('maker', { Service: 'cloudformation.amazonaws.com' }, ...actions.map((each) => allow(each)));
    const client = new CloudFormation(account.client);
    await client.createStack({ StackName: 's', TemplateBody, RoleARN, Tags: [{ Key: 'team', Value: 'a' }] });
    const { Stacks: [stack] = [] } = await client.describeStacks({ StackName: 's' });
    expect(stack?.StackStatus).toBe(status);
  });

  test.each<readonly [string, JsonMap | null]>([
    ['that does not trust CloudFormation', { Service: 'lambda.amazonaws.com' }],
    ['that is nowhere', null],
  ])('is not begun as a role %s', async (_, trusted) => {
    const RoleARN = trusted === null ? `${own}:role/maker` : role('maker', trusted, allow('s3:*'));
    const client = new CloudFormation(account.client);
    await expect(client.createStack({ StackName: 's', TemplateBody, RoleARN })).rejects.toMatchObject({
      name: 'ValidationError',
      message: `Role ${RoleARN} is invalid or cannot be assumed`,
    });
    expect(account.world.stacks).toEqual([]);
  });

  test('is not deleted as the role that it was made as, once that is gone', async () => {
    const actions = [...whole, 's3:PutBucketTagging', 's3:DeleteBucket'].map((each) => allow(each));
    const RoleARN = role('maker', { Service: 'cloudformation.amazonaws.com' }, ...actions);
    const client = new CloudFormation(account.client);
    await client.createStack({ StackName: 's', TemplateBody, RoleARN });
    await client.describeStacks({ StackName: 's' });
    account.world.resources.remove('AWS::IAM::Role', 'maker');
    await expect(client.deleteStack({ StackName: 's' })).rejects.toMatchObject({
      message: `Role ${RoleARN} is invalid or cannot be assumed`,
    });
    role('maker', { Service: 'cloudformation.amazonaws.com' }, ...actions);
    await client.deleteStack({ StackName: 's' });
    await expect(client.describeStacks({ StackName: 's' })).rejects.toThrow('does not exist');
  });

  test('of an old name is made as who makes it, whatever role the old one had', async () => {
    const actions = [...whole, 's3:PutBucketTagging', 's3:DeleteBucket'].map((each) => allow(each));
    const RoleARN = role('maker', { Service: 'cloudformation.amazonaws.com' }, ...actions);
    const client = new CloudFormation(account.client);
    await client.createStack({ StackName: 's', TemplateBody, RoleARN });
    await client.describeStacks({ StackName: 's' });
    await client.deleteStack({ StackName: 's' });
    await expect(client.describeStacks({ StackName: 's' })).rejects.toThrow('does not exist');
    account.world.resources.remove('AWS::IAM::Role', 'maker');
    await client.createStack({ StackName: 's', TemplateBody });
    const { Stacks: [stack] = [] } = await client.describeStacks({ StackName: 's' });
    expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
    expect(account.world.agents.get('s')).toEqual({ arn: `${own}:user/rehearsal`, isRole: false });
  });

  test('that holds a type of which no rights are known is not made, and says so', async () => {
    const Body = JSON.stringify({
      Resources: { Table: { Type: 'AWS::Glue::Database', Properties: { CatalogId: '1', DatabaseInput: {} } } },
    });
    const client = new CloudFormation(account.client);
    await client.createStack({ StackName: 's', TemplateBody: Body });
    const { StackEvents = [] } = await client.describeStackEvents({ StackName: 's' });
    expect(JSON.stringify(StackEvents)).toContain(
      'does not know which rights CloudFormation needs for AWS::Glue::Database',
    );
  });
});
