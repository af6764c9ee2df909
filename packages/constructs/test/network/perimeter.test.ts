import { beforeAll, describe, expect, test } from 'vitest';
import { IsolatedNetwork } from '../../src/network/isolated-network.ts';
import { ask, type Question, stranger } from './ask.ts';
import { account, type Deployed, deployed, region } from './deployed.ts';

const mine = 'arn:aws:s3:::acme-data';
const foreign = '999988887777';
const services = [
  'sagemaker.api',
  'sts',
  'ecr.api',
  'ecr.dkr',
  'bedrock-runtime',
  'servicecatalog',
  'logs',
  'codeartifact.api',
];

/** A bucket that lets everybody do everything. */
const open = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }],
};

let policies: Record<string, unknown>;

beforeAll(() => {
  const resources = deployed((stack) => {
    new IsolatedNetwork(stack, 'Network', {
      cidr: '10.0.0.0/16',
      subnets: [{ cidr: '10.0.0.0/20', zone: 'euc1-az1' }],
      endpoints: [
        ...services.map((service) => ({ service })),
        { service: 'monitoring', policy: 'none' },
        { service: 'states', policy: [{ Sid: 'Nothing', Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }] },
      ],
      imageAccounts: ['763104351884'],
      readableBuckets: ['jumpstart-cache-prod-eu-central-1'],
    });
  });
  policies = Object.fromEntries(
    Object.values(resources)
      .filter(({ Type }) => Type === 'AWS::EC2::VPCEndpoint')
      .map(({ Properties }: Deployed) => [
        String(Properties.ServiceName).split(`${region}.`)[1],
        Properties.PolicyDocument,
      ]),
  );
});

function through(service: string, question: Omit<Question, 'endpointPolicy'>) {
  return ask({ ...question, endpointPolicy: policies[service] });
}

describe('through the S3 endpoint', () => {
  test.each(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'])(
    'own credentials may %s in an own bucket',
    async (action) => {
      expect(await through('s3', { action, resource: `${mine}/x` })).toBe('Allowed');
    },
  );

  test.each([
    ['s3:GetObject', 'arn:aws:s3:::foreign/x'],
    ['s3:PutObject', 'arn:aws:s3:::foreign/x'],
    ['s3:ListBucket', 'arn:aws:s3:::foreign'],
  ])('%s of a foreign bucket is not to be had, whatever IAM and the bucket say', async (action, resource) => {
    const asked = { action, resource, owner: foreign, resourcePolicy: open };
    expect(await ask(asked)).toBe('Allowed');
    expect(await through('s3', asked)).not.toBe('Allowed');
  });

  test.each([
    ['own', `${mine}/x`, account],
    ['their', 'arn:aws:s3:::theirs/x', foreign],
  ])(
    'credentials that somebody brought along reach no %s bucket, though it would let them',
    async (_, resource, owner) => {
      const asked = { principal: stranger, action: 's3:PutObject', resource, owner, resourcePolicy: open };
      expect(await ask(asked)).toBe('Allowed');
      expect(await through('s3', asked)).not.toBe('Allowed');
    },
  );

  test.each([
    ['image layers', `arn:aws:s3:::prod-${region}-starport-layer-bucket/layer`],
    ['a bucket named', 'arn:aws:s3:::jumpstart-cache-prod-eu-central-1/model'],
  ])('%s can be read and not written', async (_, resource) => {
    const asked = { resource, owner: foreign, resourcePolicy: open };
    expect(await through('s3', { ...asked, action: 's3:GetObject' })).toBe('Allowed');
    expect(await through('s3', { ...asked, action: 's3:PutObject' })).not.toBe('Allowed');
  });
});

describe('through an interface endpoint', () => {
  const job = `arn:aws:sagemaker:${region}:${account}:training-job/acme`;

  test('own credentials reach own resources', async () => {
    expect(await through('sagemaker.api', { action: 'sagemaker:DescribeTrainingJob', resource: job })).toBe('Allowed');
  });

  test("a stranger's credentials reach nothing", async () => {
    const resource = `arn:aws:logs:${region}:${foreign}:log-group:theirs:log-stream:x`;
    const asked = { principal: stranger, action: 'logs:PutLogEvents', resource, owner: foreign };
    expect(await ask(asked)).toBe('Allowed');
    expect(await through('logs', asked)).not.toBe('Allowed');
  });

  test.each(['sts', 'codeartifact.api'])(
    '%s gives out tokens for packages, to own credentials alone',
    async (service) => {
      // A token belongs to no account.
      const asked = { action: 'sts:GetServiceBearerToken', resource: '*', context: { 'aws:ResourceAccount': 'none' } };
      expect(await through(service, asked)).toBe('Allowed');
      const theirs = { ...asked, principal: stranger, owner: foreign };
      expect(await ask(theirs)).toBe('Allowed');
      expect(await through(service, theirs)).not.toBe('Allowed');
    },
  );

  test('nobody changes into a role of another account', async () => {
    const resource = `arn:aws:iam::${foreign}:role/elsewhere`;
    const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' };
    const resourcePolicy = { Version: '2012-10-17', Statement: [trust] };
    const asked = { action: 'sts:AssumeRole', resource, owner: foreign, resourcePolicy };
    expect(await ask(asked)).toBe('Allowed');
    expect(await through('sts', asked)).not.toBe('Allowed');
  });

  test.each([
    ['763104351884', 'ecr:BatchGetImage', true],
    ['763104351884', 'ecr:PutImage', false],
    [foreign, 'ecr:BatchGetImage', false],
    [account, 'ecr:PutImage', true],
  ])('images of %s: %s is let through: %s', async (owner, action, passes) => {
    const resource = `arn:aws:ecr:${region}:${owner}:repository/images`;
    const resourcePolicy =
      owner === account
        ? undefined
        : { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:*' }] };
    for (const service of ['ecr.api', 'ecr.dkr']) {
      const answer = await through(service, { action, resource, owner, resourcePolicy });
      expect(answer === 'Allowed').toBe(passes);
    }
  });

  test('a service that takes no policy has none, and is named', () => {
    expect(policies).toMatchObject({ servicecatalog: undefined, monitoring: undefined });
  });

  test('statements given replace the perimeter', () => {
    expect(policies.states).toMatchObject({ Statement: [{ Sid: 'Nothing' }] });
  });
});
