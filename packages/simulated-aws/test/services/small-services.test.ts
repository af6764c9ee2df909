import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { ECR } from '@aws-sdk/client-ecr';
import { KMS } from '@aws-sdk/client-kms';
import { SSM } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Account, openAccount } from '../simulated-account/open-account.ts';
import { has } from './has.ts';

let account: Account;
beforeEach(async () => {
  account = await openAccount();
});
afterEach(() => account.close());

describe('parameters', () => {
  test('a stack made it: it is read by name, ARN and path', async () => {
    has(account.world, 'AWS::SSM::Parameter', '/cdk/ml/version', { Type: 'String', Value: '28' });
    const ssm = new SSM(account.client);
    const ARN = 'arn:aws:ssm:eu-central-1:123456789012:parameter/cdk/ml/version';
    const parameter = { Name: '/cdk/ml/version', Value: '28', Type: 'String', Version: 1, ARN };
    await expect(ssm.getParameter({ Name: '/cdk/ml/version' })).resolves.toMatchObject({ Parameter: parameter });
    await expect(ssm.getParameter({ Name: ARN })).resolves.toMatchObject({ Parameter: parameter });
    const byPath = (Path: string, Recursive: boolean) => ssm.getParametersByPath({ Path, Recursive });
    expect((await byPath('/cdk', true)).Parameters).toMatchObject([parameter]);
    expect((await byPath('/cdk', false)).Parameters).toEqual([]);
    await expect(ssm.getParameters({ Names: ['/none', '/cdk/ml/version'] })).resolves.toMatchObject({
      Parameters: [parameter],
      InvalidParameters: ['/none'],
    });
  });

  test('a second value needs to say that it overwrites, and a deleted one is gone', async () => {
    const ssm = new SSM(account.client);
    await ssm.putParameter({ Name: '/a', Value: '1', Type: 'String' });
    await expect(ssm.putParameter({ Name: '/a', Value: '2' })).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
    });
    expect((await ssm.putParameter({ Name: '/a', Value: '2', Overwrite: true })).Version).toBe(2);
    expect((await ssm.getParameter({ Name: '/a' })).Parameter).toMatchObject({
      Value: '2',
      Version: 2,
      Type: 'String',
    });
    await ssm.deleteParameter({ Name: '/a' });
    await expect(ssm.deleteParameter({ Name: '/a' })).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });
});

describe('keys', () => {
  test.each(['key-1', 'alias/team', 'arn:aws:kms:eu-central-1:123456789012:key/key-1'])(
    '%s is found',
    async (KeyId) => {
      has(account.world, 'AWS::KMS::Key', 'key-1', { Description: 'd' });
      has(account.world, 'AWS::KMS::Alias', 'alias/team', { TargetKeyId: 'key-1' });
      const { KeyMetadata } = await new KMS(account.client).describeKey({ KeyId });
      expect(KeyMetadata).toMatchObject({ KeyId: 'key-1', KeyState: 'Enabled', Enabled: true });
    },
  );

  test('a key whose deletion is scheduled stays, cannot be scheduled again, and says when it goes', async () => {
    has(account.world, 'AWS::KMS::Key', 'key-1');
    has(account.world, 'AWS::KMS::Alias', 'alias/team', {
      TargetKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/key-1',
    });
    const kms = new KMS(account.client);
    await kms.scheduleKeyDeletion({ KeyId: 'key-1', PendingWindowInDays: 7 });
    const DeletionDate = new Date(account.world.clock.nowMs() + 7 * 86_400_000);
    await expect(kms.describeKey({ KeyId: 'key-1' })).resolves.toMatchObject({
      KeyMetadata: { KeyState: 'PendingDeletion', Enabled: false, DeletionDate },
    });
    await expect(kms.scheduleKeyDeletion({ KeyId: 'key-1' })).rejects.toMatchObject({
      name: 'KMSInvalidStateException',
    });
    expect((await kms.listAliases({ KeyId: 'key-1' })).Aliases).toMatchObject([{ AliasName: 'alias/team' }]);
    expect((await kms.listKeys({})).Keys).toHaveLength(1);
  });

  test('what is not there is not found', async () => {
    await expect(new KMS(account.client).describeKey({ KeyId: 'none' })).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });
});

describe('log groups', () => {
  test('pages by name, below a prefix, until they are deleted', async () => {
    const logs = new CloudWatchLogs(account.client);
    for (const logGroupName of ['/b/2', '/a', '/b/1']) await logs.createLogGroup({ logGroupName });
    const first = await logs.describeLogGroups({ logGroupNamePrefix: '/b', limit: 1 });
    const second = await logs.describeLogGroups({ logGroupNamePrefix: '/b', limit: 1, nextToken: first.nextToken });
    const found = [...(first.logGroups ?? []), ...(second.logGroups ?? [])];
    expect(found.map(({ logGroupName }) => logGroupName)).toEqual(['/b/1', '/b/2']);
    expect(second.nextToken).toBeUndefined();
    await logs.deleteLogGroup({ logGroupName: '/b/1' });
    expect((await logs.describeLogGroups({})).logGroups).toHaveLength(2);
  });

  test('a group of a stack shows how long it keeps what it holds, and is empty', async () => {
    has(account.world, 'AWS::Logs::LogGroup', '/g', { RetentionInDays: 30 });
    const logs = new CloudWatchLogs(account.client);
    expect((await logs.describeLogGroups({})).logGroups).toMatchObject([{ retentionInDays: 30, storedBytes: 0 }]);
    expect((await logs.describeLogStreams({ logGroupName: '/g' })).logStreams).toEqual([]);
    expect((await logs.filterLogEvents({ logGroupName: '/g' })).events).toEqual([]);
  });

  test.each(['deleteLogGroup', 'describeLogStreams', 'filterLogEvents'] as const)(
    '%s of none is refused',
    async (call) => {
      const sent = new CloudWatchLogs(account.client)[call]({ logGroupName: '/none' });
      await expect(sent).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    },
  );
});

test('repositories of images are found by name', async () => {
  has(account.world, 'AWS::ECR::Repository', 'images');
  const ecr = new ECR(account.client);
  expect((await ecr.describeRepositories({})).repositories).toMatchObject([
    { repositoryName: 'images', repositoryUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/images' },
  ]);
  await expect(ecr.describeRepositories({ repositoryNames: ['none'] })).rejects.toMatchObject({
    name: 'RepositoryNotFoundException',
  });
});
