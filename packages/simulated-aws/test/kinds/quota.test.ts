import { describe, expect, test } from 'vitest';
import { kindOf } from '../../src/kinds/kinds.ts';
import type { Operation } from '../../src/service/service.ts';
import { logs } from '../../src/services/logs/logs.ts';
import { s3 } from '../../src/services/s3/s3.ts';
import { ssm } from '../../src/services/ssm/ssm.ts';
import { newWorld } from '../../src/world/new-world.ts';
import { trustDocument } from '../documents.ts';
import { account } from '../stacks/account.ts';
import { statusOf } from '../stacks/acme.ts';
import { body, bucket, topic } from '../stacks/small-template.ts';

const vpcType = 'AWS::EC2::VPC';
const vpc = (block: string) => ({ Type: vpcType, Properties: { CidrBlock: `10.${block}.0.0/16` } });

const here = { CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } };

describe('one more than the account may have', () => {
  test.each([
    [vpcType, { CidrBlock: '10.0.0.0/16' }, 'VpcLimitExceeded'],
    ['AWS::EC2::InternetGateway', {}, 'InternetGatewayLimitExceeded'],
    ['AWS::SageMaker::Domain', { DomainName: 'a' }, 'ResourceLimitExceeded'],
    ['AWS::EFS::FileSystem', {}, 'FileSystemLimitExceeded'],
    ['AWS::IAM::Role', { RoleName: 'a', AssumeRolePolicyDocument: trustDocument }, 'LimitExceeded'],
    ['AWS::S3::Bucket', { BucketName: 'abc' }, 'TooManyBuckets'],
    ['AWS::SNS::Topic', { TopicName: 'a' }, 'LimitExceededException'],
  ])('of %s is refused in the words of its service, and is not there', (type, properties, code) => {
    const world = newWorld({ quotas: { [type]: 0 } });
    const create = () => kindOf(type).create({ type, properties, stack: null, logicalId: null }, world);
    expect(create).toThrow(expect.objectContaining({ code }));
    expect(world.resources.list()).toEqual([]);
  });

  test.each<[string, Operation | undefined, object, string]>([
    ['AWS::S3::Bucket', s3.operations.CreateBucket, { Bucket: 'abc', ...here }, 'TooManyBuckets'],
    ['AWS::SSM::Parameter', ssm.operations.PutParameter, { Name: '/a', Value: '1' }, 'ParameterLimitExceeded'],
    ['AWS::Logs::LogGroup', logs.operations.CreateLogGroup, { logGroupName: '/a' }, 'LimitExceededException'],
  ])('of %s is refused to a call too', (type, operation, input, code) => {
    const world = newWorld({ quotas: { [type]: 0 } });
    const call = () => operation?.({ ...input }, world, { arn: '', accessKeyId: '' });
    expect(call).toThrow(expect.objectContaining({ code }));
  });

  test('ends in a stack that is rolled back, and says which quota', () => {
    const here = account({ quotas: { [vpcType]: 1 } });
    const Resources = { One: vpc('0'), Two: { ...vpc('1'), DependsOn: ['One', 'Topic'] }, Topic: topic('a') };
    here.call('CreateStack', body({ Resources }));
    expect(statusOf(here, 'small')).toEqual({
      status: 'ROLLBACK_COMPLETE',
      failed: [expect.stringMatching(/^Two: .*maximum number of VPCs has been reached.*: ServiceLimitExceeded\)$/)],
    });
    expect(here.world.resources.list()).toEqual([]);
  });

  test('brings an update back to what was there', () => {
    const here = account({ quotas: { [vpcType]: 1 } });
    here.call('CreateStack', body({ Resources: { One: vpc('0') } }));
    here.call('DescribeStacks');
    here.call('UpdateStack', body({ Resources: { One: vpc('0'), Two: vpc('1') } }));
    expect(statusOf(here, 'small').status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(here.world.resources.list(vpcType)).toHaveLength(1);
  });
});

test('as many as the account may have are made, and a copy of the account has its quotas', () => {
  const here = account({ quotas: { 'AWS::S3::Bucket': 2 } });
  here.call('CreateStack', body({ Resources: { A: bucket, B: bucket } }));
  expect(statusOf(here, 'small').status).toBe('CREATE_COMPLETE');
  expect(here.world.copy().quotas).toEqual({ 'AWS::S3::Bucket': 2 });
});
