import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { callerIn, judge, serviceCaller } from '../../src/authorise/judge.ts';
import { newWorld } from '../../src/world/new-world.ts';
import type { JsonMap } from '../../src/world/resource-store.ts';
import { has } from '../services/has.ts';
import { openAccount } from '../simulated-account/open-account.ts';

const resource = 'arn:aws:s3:::lake/a';
const action = 's3:PutObject';

/** Keys that nobody has answered when a caller puts an object into a bucket whose policy asks for one. */
function unanswered(key: string, caller: 'person' | 'service' | 'service for a thing'): readonly string[] {
  const world = newWorld();
  const Condition = { StringEquals: { [key]: 'x' } };
  const PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*', Condition }],
  };
  has(world, 'AWS::S3::BucketPolicy', 'lake', { PolicyDocument });
  const source = { 'aws:SourceAccount': '123456789012', 'aws:SourceArn': 'arn:aws:s3:::logged' };
  const right = caller === 'service for a thing' ? { action, resource, source } : { action, resource };
  const person = callerIn({ arn: 'arn:aws:iam::123456789012:user/ann' }, world);
  judge(right, caller === 'person' ? person : serviceCaller('logging.s3.amazonaws.com'), 'outside', world);
  return [...world.notAnswered];
}

describe('a key of a condition', () => {
  const absentForPeople = ['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];
  test.each(absentForPeople)('%s is known to be absent where a person asks', (key) => {
    expect(unanswered(key, 'person')).toEqual([]);
  });

  test.each(absentForPeople)('%s is not answered where a service asks for nobody knows what', (key) => {
    expect(unanswered(key, 'service')).toEqual([key.toLowerCase()]);
  });

  test.each(['aws:SourceAccount', 'aws:SourceArn'])('%s is answered where a service asks for a thing', (key) => {
    expect(unanswered(key, 'service for a thing')).toEqual([]);
  });

  test.each([
    ...['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:ResourceOrgID', 'aws:MultiFactorAuthPresent'],
    ...['aws:FederatedProvider', 'kms:GrantIsForAWSResource', 'kms:EncryptionContext:team', 's3:VersionId'],
  ])('%s is answered for nobody, and named', (key) => {
    for (const caller of ['person', 'service', 'service for a thing'] as const)
      expect(unanswered(key, caller)).toEqual([key.toLowerCase()]);
  });

  test.each([
    ...['aws:PrincipalIsAWSService', 'aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList', 'aws:PrincipalArn'],
    ...['aws:ViaAWSService', 'aws:CalledVia', 'aws:SourceVpce', 'aws:SecureTransport', 'aws:PrincipalTag/team'],
  ])('%s is answered for everybody', (key) => {
    for (const caller of ['person', 'service', 'service for a thing'] as const)
      expect(unanswered(key, caller)).toEqual([]);
  });
});

describe('an encryption context that the policy of a key asks for', () => {
  const key = 'arn:aws:kms:eu-central-1:123456789012:key/k';
  const asked = (action: string, facts = {}) => {
    const world = newWorld();
    const Condition = { StringEquals: { 'kms:EncryptionContext:team': 'x' } };
    const KeyPolicy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*', Condition }],
    };
    has(world, 'AWS::KMS::Key', 'k', { KeyPolicy });
    const person = callerIn({ arn: 'arn:aws:iam::123456789012:user/ann' }, world);
    judge({ action, resource: key, facts }, person, 'outside', world);
    return [...world.notAnswered];
  };

  test.each<readonly [string, readonly string[]]>([
    ['kms:DescribeKey', []],
    ['kms:ScheduleKeyDeletion', []],
    ['kms:Decrypt', ['kms:encryptioncontext:team']],
    ['kms:GenerateDataKeyWithoutPlaintext', ['kms:encryptioncontext:team']],
    ['kms:CreateGrant', ['kms:encryptioncontext:team']],
  ])('by %s', (action, named) => {
    expect(asked(action)).toEqual(named);
  });

  test('is known to be absent beside another one', () => {
    expect(asked('kms:Decrypt', { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::lake' })).toEqual([]);
  });
});

describe('what only the work of CloudFormation asks for', () => {
  const TemplateBody = JSON.stringify({
    Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'lake' } } },
  });
  const may: JsonMap = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const never = { Effect: 'Deny', Action: 's3:CreateBucket', Resource: '*' };

  test('is named, also once another account is in the place of this one', async () => {
    const account = await openAccount({ callers: 'judged' });
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
    const PolicyDocument = { Version: '2012-10-17', Statement: [may, { ...never, Condition }] };
    const trust = { Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' };
    has(account.world, 'AWS::IAM::Role', 'maker', {
      Policies: [{ PolicyName: 'own', PolicyDocument }],
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
    });
    expect(account.notAnswered.size).toBe(0);
    const RoleARN = 'arn:aws:iam::123456789012:role/maker';
    await new CloudFormation(account.client).createStack({ StackName: 's', TemplateBody, RoleARN });
    expect([...account.notAnswered]).toEqual(['aws:principalorgid']);
    account.enter(newWorld());
    expect([...account.notAnswered]).toEqual(['aws:principalorgid']);
    await account.close();
  });
});
