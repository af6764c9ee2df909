import { describe, expect, test } from 'vitest';
import { arnOf } from '../../src/access/policy-ground.ts';
import type { ApiCall } from '../../src/journeys/calls/api-call.ts';
import { call } from '../../src/journeys/calls/api-call.ts';
import { isAllowed } from './ask-simulator.ts';
import { principalsOfTemplates } from './policies-of-templates.ts';
import { account } from './principals.ts';
import { personNamed } from './question.ts';
import { company, remote } from './workspaces.ts';

const principals = await principalsOfTemplates(company());
const { ground } = principals;
const { names, ids } = ground;

const bucket = (use: 'data' | 'artifacts' | 'sandboxes', project = 'sales') =>
  `arn:aws:s3:::${names.projectBucket(project, use)}`;
const throughS3 = { 'kms:ViaService': `s3.${names.place.region}.amazonaws.com` };

type Case = readonly [string, ApiCall];

describe('a warehouse, which works for everybody who may query it', () => {
  const can: readonly Case[] = [
    ['reads data', call('s3:GetObject', `${bucket('data')}/x.csv`)],
    ['reads artifacts', call('s3:GetObject', `${bucket('artifacts')}/x.parquet`)],
    ['lists data', call('s3:ListBucket', bucket('data'))],
    ['reads a given bucket', call('s3:GetObject', 'arn:aws:s3:::raw-sales/x.csv')],
    ['decrypts what it reads', call('kms:Decrypt', ids.keyArn, throughS3)],
  ];
  test.each(can)('%s', async (_what, allowed) => {
    expect(await isAllowed(principals, principals.warehouse('sales'), allowed)).toBe(true);
  });

  const cannot: readonly Case[] = [
    ['unloads to artifacts', call('s3:PutObject', `${bucket('artifacts')}/x`)],
    ['unloads to data', call('s3:PutObject', `${bucket('data')}/x`)],
    ['unloads to a given bucket', call('s3:PutObject', 'arn:aws:s3:::raw-sales/x')],
    ['unloads to another account', call('s3:PutObject', 'arn:aws:s3:::elsewhere/x', { 'aws:ResourceAccount': '9' })],
    ['deletes an artifact', call('s3:DeleteObject', `${bucket('artifacts')}/x`)],
    ['ends an upload', call('s3:AbortMultipartUpload', `${bucket('artifacts')}/x`)],
    ['encrypts', call('kms:GenerateDataKey', ids.keyArn, throughS3)],
    ['decrypts for another service', call('kms:Decrypt', ids.keyArn, { 'kms:ViaService': 'ssm.eu-central-1.x' })],
    ['reads a sandbox', call('s3:GetObject', `${bucket('sandboxes')}/july/x`)],
    ['reads another project', call('s3:GetObject', `${bucket('data', 'churn')}/x`)],
    ['logs an experiment', call('sagemaker-mlflow:CreateRun', arnOf(ground, 'sagemaker', 'mlflow-tracking-server/x'))],
    [
      'offers a model',
      call('sagemaker:CreateModelPackage', arnOf(ground, 'sagemaker', 'model-package/acme--sales--models/1')),
    ],
    ['calls a function', call('lambda:InvokeFunction', arnOf(ground, 'lambda', 'function:x'))],
    ['passes on the role of jobs', call('iam:PassRole', names.roleArn(names.jobRole('sales')))],
  ];
  test.each(cannot)('never %s', async (_what, refused) => {
    expect(await isAllowed(principals, principals.warehouse('sales'), refused)).toBe(false);
  });
});

const logs = (rest: string) => arnOf(ground, 'logs', `log-group:/aws/sagemaker/${rest}`);
const image = (of: string) => `arn:aws:ecr:eu-central-1:${of}:repository/x`;
const pull = (of: string, verb = 'BatchGetImage') => call(`ecr:${verb}`, image(of), { 'aws:ResourceAccount': of });
const lend = (context: ApiCall['context']) =>
  call('ec2:CreateNetworkInterfacePermission', arnOf(ground, 'ec2', 'network-interface/eni-1'), {
    'ec2:Vpc': arnOf(ground, 'ec2', `vpc/${ids.vpc}`),
    ...context,
  });
const sagemaker = { 'ec2:AuthorizedService': 'sagemaker.amazonaws.com' };

describe('a job', () => {
  const can: readonly Case[] = [
    ['lends its interface to SageMaker', lend(sagemaker)],
    ['pulls an image of the account', pull(account)],
    ['pulls an image of AWS', pull('763104351884')],
    ['pulls scikit-learn of AWS', pull('492215442770', 'GetDownloadUrlForLayer')],
    ['makes the group of its kind', call('logs:CreateLogGroup', logs('TrainingJobs'))],
    ['logs', call('logs:PutLogEvents', logs('TrainingJobs:log-stream:acme--sales--1/algo-1'))],
    ['begins a log', call('logs:CreateLogStream', logs('ProcessingJobs:log-stream:acme--sales--1/algo-1'))],
    ['logs for an endpoint', call('logs:PutLogEvents', logs('Endpoints/acme--sales--x:log-stream:AllTraffic/i-1'))],
  ];
  test.each(can)('%s', async (_what, allowed) => {
    expect(await isAllowed(principals, principals.jobs('sales'), allowed)).toBe(true);
  });

  const cannot: readonly Case[] = [
    ['lends its interface to an account', lend({ 'ec2:AuthorizedUser': 'arn:aws:iam::999988887777:root' })],
    ['lends its interface to nobody in particular', lend({})],
    ['lends its interface to another service', lend({ 'ec2:AuthorizedService': 'codebuild.amazonaws.com' })],
    [
      'lends an interface of another network',
      lend({ ...sagemaker, 'ec2:Vpc': arnOf(ground, 'ec2', 'vpc/vpc-elsewhere') }),
    ],
    ['pulls an image of anybody', pull('999988887777')],
    ['pulls the layers of anybody', pull('999988887777', 'GetDownloadUrlForLayer')],
    ['asks for layers of anybody', pull('999988887777', 'BatchCheckLayerAvailability')],
    ['pulls an image of AWS for another region', pull('683313688378')],
    ['pushes an image', call('ecr:PutImage', image(account), { 'aws:ResourceAccount': account })],
    [
      'writes into the log of another project',
      call('logs:PutLogEvents', logs('TrainingJobs:log-stream:acme--churn--1/algo-1')),
    ],
    [
      'writes into the log of a project of a like name',
      call('logs:PutLogEvents', logs('TrainingJobs:log-stream:acme--sales-eu--1/a')),
    ],
    [
      'begins a log below that of another project',
      call('logs:CreateLogStream', logs('TrainingJobs:log-stream:acme--churn--1/acme--sales--1')),
    ],
    [
      'writes into the log of an endpoint of another project',
      call('logs:PutLogEvents', logs('Endpoints/acme--churn--x:log-stream:AllTraffic/i-1')),
    ],
    [
      'writes into the log of a space',
      call('logs:PutLogEvents', logs('studio:log-stream:d-1/july/JupyterLab/default')),
    ],
    ['deletes a log', call('logs:DeleteLogStream', logs('TrainingJobs:log-stream:acme--sales--1/algo-1'))],
    ['unloads as the warehouse', call('iam:PassRole', names.roleArn(names.warehouseRole('sales')))],
  ];
  test.each(cannot)('never %s', async (_what, refused) => {
    expect(await isAllowed(principals, principals.jobs('sales'), refused)).toBe(false);
  });
});

test('an editor elsewhere gets into the own space alone, where the file lets it', async () => {
  const open = await principalsOfTemplates(remote());
  const [july] = open.ground.workspace.people;
  if (july === undefined) throw new Error('Nobody is there.');
  const session = (space: string) =>
    isAllowed(
      open,
      open.person(july),
      call('sagemaker:StartSession', arnOf(open.ground, 'sagemaker', `space/${open.ground.ids.domain}/${space}`)),
    );
  expect(await session('july')).toBe(true);
  expect(await session('john')).toBe(false);
  expect(await session('julyx')).toBe(false);
});

test('a job mounts the file systems that the file names, and no other', async () => {
  const named = await principalsOfTemplates(remote());
  const inside = {
    'aws:RequestTag/atelier:workspace': 'lab',
    'sagemaker:VpcSubnets': named.ground.ids.subnets,
    'sagemaker:VpcSecurityGroupIds': named.ground.ids.securityGroups,
  };
  const [july] = named.ground.workspace.people;
  if (july === undefined) throw new Error('Nobody is there.');
  const train = (id: string) =>
    isAllowed(
      named,
      named.person(july),
      call('sagemaker:CreateTrainingJob', arnOf(named.ground, 'sagemaker', 'training-job/lab--sales--1'), {
        ...inside,
        'sagemaker:FileSystemId': id,
      }),
    );
  expect(await train('fs-0123456789abcdef0')).toBe(true);
  expect(await train('fs-0123456789abcdef1')).toBe(false);
});

describe('whoever works in a space with Docker', async () => {
  const docker = { enabled: true, trustedAccounts: ['444455556666'] };
  const base = company();
  const withDocker = await principalsOfTemplates({ ...base, studio: { ...base.studio, docker } });
  const july = withDocker.person(personNamed(withDocker, 'july'));

  test.each([
    ['signs in to registries', call('ecr:GetAuthorizationToken', '*'), true],
    ['pulls an image of the account', pull(account), true],
    ['pulls an image of AWS', pull('763104351884'), true],
    ['pulls an image of an account that the file trusts', pull('444455556666'), true],
    ['pulls an image of anybody', pull('999988887777'), false],
    ['pulls layers of anybody', pull('999988887777', 'GetDownloadUrlForLayer'), false],
    ['pushes an image', call('ecr:PutImage', image(account), { 'aws:ResourceAccount': account }), false],
  ] as const)('%s: %o %s', async (_what, asked, allowed) => {
    expect(await isAllowed(withDocker, july, asked)).toBe(allowed);
  });

  test('pulls nothing where the file has no Docker', async () => {
    const none = principals.person(personNamed(principals, 'july'));
    expect(await isAllowed(principals, none, pull(account))).toBe(false);
  });
});
