import { describe, expect, test } from 'vitest';
import { arnOf } from '../../src/access/policy-ground.ts';
import { type ApiCall, call } from '../../src/journeys/calls/api-call.ts';
import { everything, isAllowed } from './ask-simulator.ts';
import { principalsOfTemplates } from './policies-of-templates.ts';
import type { Principal, Principals } from './principals.ts';
import { personNamed } from './question.ts';
import { company } from './workspaces.ts';

const principals = await principalsOfTemplates(company());
const { ground } = principals;
const { names } = ground;

const bucket = `arn:aws:s3:::${names.projectBucket('sales', 'artifacts')}`;
const data = `${bucket}/registered/forecast/1/model.tar.gz`;
const version = arnOf(ground, 'sagemaker', `model-package/${names.modelPackageGroup('sales')}/1`);
const served = arnOf(ground, 'sagemaker', `model/${names.servedPrefix('sales')}forecast-1`);
const creates = { 's3:ObjectCreationOperation': 'true' };
const once = { ...creates, 's3:if-none-match': '*' };

const roles: Readonly<Record<string, Principal>> = {
  ...Object.fromEntries(
    ['root', 'lead', 'july', 'john', 'auditor', 'stranger'].map((name) => [
      name,
      principals.person(personNamed(principals, name)),
    ]),
  ),
  jobs: principals.jobs('sales'),
  flows: principals.flows('sales'),
  servers: principals.serving('sales'),
  tracking: principals.tracking('sales'),
  warehouse: principals.warehouse('sales'),
};

const replacing: readonly (readonly [string, ApiCall])[] = [
  ['overwrites the data of a version', call('s3:PutObject', data, creates)],
  ['overwrites it, whatever kind of write it is', call('s3:PutObject', data)],
  ['overwrites what it has read before', call('s3:PutObject', data, { ...creates, 's3:if-match': 'abc' })],
  ['copies over it', call('s3:PutObject', data, { ...creates, 's3:x-amz-copy-source': 'other/model.tar.gz' })],
  ['hides it', call('s3:DeleteObject', data)],
  ['removes it', call('s3:DeleteObjectVersion', data)],
  ['removes an old version of it', call('s3:DeleteObjectVersion', data, { 's3:versionid': 'v1' })],
  ['gives it to others', call('s3:PutObjectAcl', data)],
  ['replicates over it', call('s3:ReplicateObject', data)],
  ['restores an older one over it', call('s3:RestoreObject', data)],
];

describe('nobody of the workspace changes what is registered, also with a policy attached that allows everything', () => {
  describe.each(Object.entries(roles))('%s', (name, role) => {
    const widened = { ...role, policies: { ...role.policies, everything } };
    test.each(replacing)('never %s', async (_what, attempt) => {
      expect(await isAllowed(principals, widened, attempt)).toBe(false);
      // An engineer's own rights refuse to write there as well.
      if (name !== 'john' || attempt.action !== 's3:PutObject') {
        expect(await isAllowed(withoutBucketPolicy(), widened, attempt)).toBe(true);
      }
    });
  });
});

/** The same account if the bucket had no policy: what shows that it is the policy which refuses. */
function withoutBucketPolicy(): Principals {
  return {
    ...principals,
    beside: (asked) => {
      const { resource: _, ...others } = principals.beside?.(asked) ?? {};
      return others;
    },
  };
}

const aside: readonly (readonly [string, ApiCall])[] = [
  ['stops keeping versions', call('s3:PutBucketVersioning', bucket)],
  ['writes another policy', call('s3:PutBucketPolicy', bucket)],
  ['removes the policy', call('s3:DeleteBucketPolicy', bucket)],
  ['lets data expire', call('s3:PutLifecycleConfiguration', bucket)],
  ['replicates from elsewhere', call('s3:PutReplicationConfiguration', bucket)],
  ['removes a version', call('sagemaker:DeleteModelPackage', version)],
  ['makes the model of an endpoint anew', call('sagemaker:CreateModel', served, inNetwork())],
  ['removes the model of an endpoint', call('sagemaker:DeleteModel', served)],
  ['works as a model server', passes(names.servingRole('sales'))],
  ['deploys', call('sagemaker:UpdateEndpoint', arnOf(ground, 'sagemaker', 'endpoint/acme--sales--forecast'))],
];

describe('nobody goes around it', () => {
  describe.each(Object.entries(roles).filter(([name]) => name !== 'flows'))('%s', (_name, role) => {
    test.each(aside)('never %s', async (_what, attempt) => {
      expect(await isAllowed(principals, role, attempt)).toBe(false);
    });
  });

  test('a version that tracking changes is not approved afterwards', async () => {
    const auto = await principalsOfTemplates({ ...company(), tracking: { ...app, autoRegister: true } });
    const change = (context: ApiCall['context']) =>
      isAllowed(auto, auto.tracking('sales'), call('sagemaker:UpdateModelPackage', version, context));
    expect(await change({})).toBe(false);
    expect(await change({ 'sagemaker:ModelApprovalStatus': 'Approved' })).toBe(false);
    expect(await change({ 'sagemaker:ModelApprovalStatus': 'PendingManualApproval' })).toBe(true);
  });

  test('a flow puts no other model behind an endpoint than those that it alone makes', async () => {
    const config = arnOf(ground, 'sagemaker', 'endpoint-config/acme--sales--forecast');
    const large = { 'sagemaker:InstanceTypes': ['ml.m5.large'], 'aws:RequestTag/atelier:workspace': 'acme' };
    const of = (model: string) =>
      call('sagemaker:CreateEndpointConfig', config, { ...large, 'sagemaker:ModelArn': model });
    const tried = arnOf(ground, 'sagemaker', `model/${names.projectPrefix('sales')}try-1`);
    expect(await isAllowed(principals, principals.flows('sales'), of(served))).toBe(true);
    expect(await isAllowed(principals, principals.flows('sales'), of(tried))).toBe(false);
    expect(await isAllowed(principals, principals.flows('sales'), passes(names.servingRole('sales')))).toBe(true);
  });

  test('a model server reads registered models and nothing else of its project', async () => {
    const reads = (object: string) => isAllowed(principals, principals.serving('sales'), call('s3:GetObject', object));
    expect(await reads(data)).toBe(true);
    expect(await reads(`${bucket}/train/model.tar.gz`)).toBe(false);
    expect(await reads(`${bucket}/served/model.tar.gz`)).toBe(false);
    expect(await reads(`arn:aws:s3:::${names.projectBucket('sales', 'data')}/x`)).toBe(false);
    expect(await reads(data.replace('acme-sales', 'acme-churn'))).toBe(false);
  });
});

describe('whoever registers does so as before', () => {
  const work: readonly (readonly [string, ApiCall])[] = [
    ['writes what is not there yet', call('s3:PutObject', data, once)],
    ['begins a copy in parts', call('s3:PutObject', data, { 's3:ObjectCreationOperation': 'false' })],
    ['gives a copy up', call('s3:AbortMultipartUpload', data)],
    ['reads it', call('s3:GetObject', data)],
    ['writes other artifacts', call('s3:PutObject', `${bucket}/train/model.tar.gz`, creates)],
    ['removes other artifacts', call('s3:DeleteObject', `${bucket}/train/model.tar.gz`)],
    [
      'offers a version',
      call('sagemaker:CreateModelPackage', version, { 'sagemaker:ModelApprovalStatus': 'PendingManualApproval' }),
    ],
  ];
  describe.each(['lead', 'july', 'jobs'])('%s', (name) => {
    test.each(work)('%s', async (_what, wanted) => {
      const role = roles[name];
      if (role === undefined) throw new Error(`There is no ${name}.`);
      expect(await isAllowed(principals, role, wanted)).toBe(true);
    });
  });

  test('an engineer writes artifacts, and occupies no name of a model', async () => {
    const { john } = roles;
    if (john === undefined) throw new Error('John is gone.');
    expect(await isAllowed(principals, john, call('s3:PutObject', `${bucket}/load/x`, creates))).toBe(true);
    expect(await isAllowed(principals, john, call('s3:PutObject', data, once))).toBe(false);
  });

  test('whoever empties the bucket at a teardown can', async () => {
    const deployer = { arn: 'arn:aws:iam::111122223333:role/Deploy', policies: { everything }, tags: {} };
    for (const verb of ['DeleteObject', 'DeleteObjectVersion']) {
      expect(await isAllowed(principals, deployer, call(`s3:${verb}`, data))).toBe(true);
    }
  });
});

const app = { kind: 'app', name: 'mlflow', bucket: null, prefix: '/', maintenance: null } as const;

function inNetwork() {
  return {
    'aws:RequestTag/atelier:workspace': 'acme',
    'sagemaker:VpcSubnets': ground.ids.subnets,
    'sagemaker:VpcSecurityGroupIds': ground.ids.securityGroups,
  };
}

function passes(role: string): ApiCall {
  return call('iam:PassRole', names.roleArn(role), { 'iam:PassedToService': 'sagemaker.amazonaws.com' });
}
