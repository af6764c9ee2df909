import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { CodeCommit } from '@aws-sdk/client-codecommit';
import { EC2 } from '@aws-sdk/client-ec2';
import { EFS } from '@aws-sdk/client-efs';
import { KMS } from '@aws-sdk/client-kms';
import { RedshiftServerless } from '@aws-sdk/client-redshift-serverless';
import { S3 } from '@aws-sdk/client-s3';
import { SageMaker } from '@aws-sdk/client-sagemaker';
import { SSM } from '@aws-sdk/client-ssm';
import { afterEach, expect, test } from 'vitest';
import { newWorld } from '../../src/world/new-world.ts';
import type { World } from '../../src/world/world.ts';
import { type Account, openAccount } from '../simulated-account/open-account.ts';
import { has } from './has.ts';

let account: Account;
afterEach(() => account.close());

type Client = Account['client'];
type Case = readonly [
  call: string,
  has: (world: World) => void,
  call: (to: Client) => Promise<unknown>,
  answer: string,
];

const nothing = () => undefined;
const thing =
  (type: string, properties = {}) =>
  (world: World) =>
    void has(world, `AWS::${type}`, 'a', properties);
const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049, IpRanges: [{ CidrIp: '10.0.0.0/16' }] }];
const rule = { IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049, CidrIp: '10.0.0.0/16' };
const TemplateBody = JSON.stringify({ Resources: { A: { Type: 'AWS::SNS::Topic' } } });
const stack = { StackName: 'a', TemplateBody };
const changeSet = { ...stack, ChangeSetName: 'c', ChangeSetType: 'CREATE' as const };
const Delete = { Objects: [{ Key: 'k' }] };

/** Answers for a client that sends a call a second time after the first was carried out and its answer lost. */
const cases: readonly Case[] = [
  ['CreateStack', nothing, (to) => new CloudFormation(to).createStack(stack), 'AlreadyExistsException'],
  [
    'CreateStack with a token',
    nothing,
    (to) => new CloudFormation(to).createStack({ ...stack, ClientRequestToken: 't' }),
    'done',
  ],
  ['CreateChangeSet', nothing, (to) => new CloudFormation(to).createChangeSet(changeSet), 'AlreadyExistsException'],
  [
    'CreateChangeSet with a token',
    nothing,
    (to) => new CloudFormation(to).createChangeSet({ ...changeSet, ClientToken: 't' }),
    'done',
  ],
  ['DeleteStack', nothing, (to) => new CloudFormation(to).deleteStack({ StackName: 'a' }), 'done'],
  ['CreateBucket', nothing, (to) => new S3(to).createBucket({ Bucket: 'abc' }), 'BucketAlreadyOwnedByYou'],
  ['DeleteBucket', thing('S3::Bucket'), (to) => new S3(to).deleteBucket({ Bucket: 'a' }), 'NoSuchBucket'],
  ['DeleteObjects', thing('S3::Bucket'), (to) => new S3(to).deleteObjects({ Bucket: 'a', Delete }), 'done'],
  ['PutObject', thing('S3::Bucket'), (to) => new S3(to).putObject({ Bucket: 'a', Key: 'k', Body: 'b' }), 'done'],
  [
    'PutParameter',
    nothing,
    (to) => new SSM(to).putParameter({ Name: '/a', Value: 'b', Type: 'String' }),
    'ParameterAlreadyExists',
  ],
  [
    'DeleteLogGroup',
    thing('Logs::LogGroup'),
    (to) => new CloudWatchLogs(to).deleteLogGroup({ logGroupName: 'a' }),
    'ResourceNotFoundException',
  ],
  [
    'ScheduleKeyDeletion',
    thing('KMS::Key'),
    (to) => new KMS(to).scheduleKeyDeletion({ KeyId: 'a' }),
    'KMSInvalidStateException',
  ],
  [
    'DeleteRepository',
    thing('CodeCommit::Repository', { RepositoryName: 'a' }),
    (to) => new CodeCommit(to).deleteRepository({ repositoryName: 'a' }),
    'done',
  ],
  [
    'DeleteNamespace',
    thing('RedshiftServerless::Namespace', { NamespaceName: 'a' }),
    (to) => new RedshiftServerless(to).deleteNamespace({ namespaceName: 'a' }),
    'ConflictException',
  ],
  [
    'RevokeSecurityGroupIngress',
    thing('EC2::SecurityGroup', { SecurityGroupIngress: [rule] }),
    (to) => new EC2(to).revokeSecurityGroupIngress({ GroupId: 'a', IpPermissions }),
    'InvalidPermission.NotFound',
  ],
  [
    'DeleteSecurityGroup',
    thing('EC2::SecurityGroup'),
    (to) => new EC2(to).deleteSecurityGroup({ GroupId: 'a' }),
    'InvalidGroup.NotFound',
  ],
  [
    'DeleteAccessPoint',
    thing('EFS::AccessPoint'),
    (to) => new EFS(to).deleteAccessPoint({ AccessPointId: 'a' }),
    'AccessPointNotFound',
  ],
  ['DeleteFileSystem', thing('EFS::FileSystem'), (to) => new EFS(to).deleteFileSystem({ FileSystemId: 'a' }), 'done'],
  [
    'DeleteModel',
    thing('SageMaker::Model'),
    (to) => new SageMaker(to).deleteModel({ ModelName: 'a' }),
    'ValidationException',
  ],
  [
    'DeleteModelPackage',
    thing('SageMaker::ModelPackage'),
    (to) => new SageMaker(to).deleteModelPackage({ ModelPackageName: 'a' }),
    'ValidationException',
  ],
  ['DeleteApp', thing('SageMaker::App', app()), (to) => new SageMaker(to).deleteApp(app()), 'ResourceInUse'],
];

test.each(cases)(
  '%s, its answer lost, is sent again and hears what AWS says then',
  async (_, prepare, call, answer) => {
    account = await openAccount();
    prepare(account.world);
    account.failNext({ call: 0, kind: 'timeout' });
    const heard = await call(account.client).then(
      () => 'done',
      (error: Error) => error.name,
    );
    expect(heard).toBe(answer);
    expect(account.calls.map(({ outcome }) => outcome)).toEqual(['failed', answer === 'done' ? 'answered' : 'fault']);
  },
);

test('the oldest region takes a bucket that its owner makes again for made', async () => {
  account = await openAccount({ world: newWorld({ region: 'us-east-1' }) });
  const s3 = new S3({ ...account.client, region: 'us-east-1' });
  await s3.createBucket({ Bucket: 'abc' });
  await expect(s3.createBucket({ Bucket: 'abc' })).resolves.toMatchObject({ Location: '/abc' });
});

function app() {
  return { DomainId: 'd', SpaceName: 's', AppType: 'JupyterLab' as const, AppName: 'a' };
}
