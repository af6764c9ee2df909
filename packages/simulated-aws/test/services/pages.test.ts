import { CloudFormation, paginateListStackResources, paginateListStacks } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { CodeCommit, paginateListRepositories } from '@aws-sdk/client-codecommit';
import { EC2, paginateDescribeNetworkInterfaces, paginateDescribeSecurityGroups } from '@aws-sdk/client-ec2';
import { ECR, paginateDescribeRepositories } from '@aws-sdk/client-ecr';
import { EFS, paginateDescribeAccessPoints, paginateDescribeFileSystems } from '@aws-sdk/client-efs';
import { IAM, paginateListPolicies, paginateListRoles } from '@aws-sdk/client-iam';
import { KMS, paginateListAliases, paginateListKeys } from '@aws-sdk/client-kms';
import { paginateListNamespaces, RedshiftServerless } from '@aws-sdk/client-redshift-serverless';
import { paginateListBuckets, paginateListObjectsV2, S3 } from '@aws-sdk/client-s3';
import {
  paginateListApps,
  paginateListDomains,
  paginateListModelPackages,
  paginateListModels,
  paginateListUserProfiles,
  SageMaker,
} from '@aws-sdk/client-sagemaker';
import { paginateGetParametersByPath, SSM } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonMap } from '../../src/world/resource-store.ts';
import { type Account, openAccount } from '../simulated-account/open-account.ts';
import { has } from './has.ts';

const many = 53;
let account: Account;

beforeAll(async () => {
  account = await openAccount();
  for (const [type, properties] of things) {
    for (let n = 0; n < many; n += 1)
      has(account.world, type, `${type.includes('SSM') ? '/p/' : 'a-'}${n}`, properties?.(n));
  }
  for (let n = 0; n < many; n += 1) account.world.objects.put('a-0', `key-${n}`, new Uint8Array());
  const Resources = Object.fromEntries(Array.from({ length: many }, (_, n) => [`R${n}`, { Type: 'AWS::SNS::Topic' }]));
  const cloudFormation = new CloudFormation(account.client);
  for (let n = 0; n < many; n += 1)
    await cloudFormation.createStack({ StackName: `stack-${n}`, TemplateBody: JSON.stringify({ Resources }) });
});
afterAll(() => account.close());

const things: readonly (readonly [type: string, properties?: (n: number) => JsonMap])[] = [
  ['AWS::CodeCommit::Repository', () => ({ RepositoryName: 'a' })],
  ['AWS::EC2::NetworkInterface'],
  ['AWS::EC2::SecurityGroup'],
  ['AWS::ECR::Repository'],
  ['AWS::EFS::AccessPoint'],
  ['AWS::EFS::FileSystem'],
  ['AWS::IAM::ManagedPolicy'],
  ['AWS::IAM::Role'],
  ['AWS::KMS::Alias'],
  ['AWS::KMS::Key'],
  ['AWS::Logs::LogGroup'],
  ['AWS::RedshiftServerless::Namespace', (n) => ({ NamespaceName: `a-${n}` })],
  ['AWS::S3::Bucket'],
  ['AWS::SSM::Parameter', () => ({ Value: '1' })],
  ['AWS::SageMaker::App', (n) => ({ AppName: `a-${n}` })],
  ['AWS::SageMaker::Domain', () => ({ DomainName: 'a' })],
  ['AWS::SageMaker::Model'],
  ['AWS::SageMaker::ModelPackage', () => ({ ModelPackageGroupName: 'a' })],
  ['AWS::SageMaker::UserProfile', (n) => ({ UserProfileName: `a-${n}` })],
];

/** Asks for a list with the SDK's own paging, and gives its pages. */
type Listing = (client: Account['client']) => AsyncIterable<object>;

const lists: readonly (readonly [action: string, Listing])[] = [
  ['ListStacks', (to) => paginateListStacks({ client: new CloudFormation(to) }, {})],
  [
    'ListStackResources',
    (to) => paginateListStackResources({ client: new CloudFormation(to) }, { StackName: 'stack-0' }),
  ],
  ['DescribeLogGroups', (to) => paginateDescribeLogGroups({ client: new CloudWatchLogs(to) }, {})],
  ['ListRepositories', (to) => paginateListRepositories({ client: new CodeCommit(to) }, {})],
  ['DescribeNetworkInterfaces', (to) => paginateDescribeNetworkInterfaces({ client: new EC2(to) }, {})],
  ['DescribeSecurityGroups', (to) => paginateDescribeSecurityGroups({ client: new EC2(to) }, {})],
  ['DescribeRepositories', (to) => paginateDescribeRepositories({ client: new ECR(to) }, {})],
  ['DescribeAccessPoints', (to) => paginateDescribeAccessPoints({ client: new EFS(to) }, {})],
  ['DescribeFileSystems', (to) => paginateDescribeFileSystems({ client: new EFS(to) }, {})],
  ['ListPolicies', (to) => paginateListPolicies({ client: new IAM(to) }, {})],
  ['ListRoles', (to) => paginateListRoles({ client: new IAM(to) }, {})],
  ['ListAliases', (to) => paginateListAliases({ client: new KMS(to) }, {})],
  ['ListKeys', (to) => paginateListKeys({ client: new KMS(to) }, {})],
  ['ListNamespaces', (to) => paginateListNamespaces({ client: new RedshiftServerless(to) }, {})],
  ['ListBuckets', (to) => paginateListBuckets({ client: new S3(to) }, {})],
  ['ListObjectsV2', (to) => paginateListObjectsV2({ client: new S3(to) }, { Bucket: 'a-0' })],
  ['GetParametersByPath', (to) => paginateGetParametersByPath({ client: new SSM(to) }, { Path: '/p' })],
  ['ListApps', (to) => paginateListApps({ client: new SageMaker(to) }, {})],
  ['ListDomains', (to) => paginateListDomains({ client: new SageMaker(to) }, {})],
  [
    'ListModelPackages',
    (to) => paginateListModelPackages({ client: new SageMaker(to) }, { ModelPackageGroupName: 'a' }),
  ],
  ['ListModels', (to) => paginateListModels({ client: new SageMaker(to) }, {})],
  ['ListUserProfiles', (to) => paginateListUserProfiles({ client: new SageMaker(to) }, {})],
];

describe('a list of more than a page', () => {
  test.each(lists)('%s comes whole, in several pages', async (action, listing) => {
    const before = account.calls.length;
    const items: unknown[] = [];
    for await (const page of listing(account.client)) items.push(...listIn(page));
    expect(new Set(items.map((item) => JSON.stringify(item))).size).toBe(many);
    expect(items).toHaveLength(many);
    const actions = account.calls.slice(before).map((call) => call.action);
    expect([...new Set(actions)]).toEqual([action]);
    expect(actions.length).toBeGreaterThan(1);
  });
});

function listIn(page: object): readonly unknown[] {
  const found = Object.entries(page).find(([name, value]) => Array.isArray(value) && name !== 'CommonPrefixes');
  return found?.[1] ?? [];
}

test('as many come as are asked for, but no more than a page', async () => {
  const sageMaker = new SageMaker(account.client);
  const sizeOf = async (MaxResults: number) => (await sageMaker.listModels({ MaxResults })).Models?.length;
  expect([await sizeOf(2), await sizeOf(100)]).toEqual([2, 3]);
});

test('a list that fits has no next page', async () => {
  const { NextToken, Models } = await new SageMaker(account.client).listModels({ NameContains: 'a-52' });
  expect({ NextToken, found: Models?.length }).toEqual({ NextToken: undefined, found: 1 });
});

test.each<[string, string, (from: string) => Promise<unknown>]>([
  ['CloudFormation', 'ValidationError', (NextToken) => new CloudFormation(account.client).listStacks({ NextToken })],
  ['EC2', 'InvalidPaginationToken', (NextToken) => new EC2(account.client).describeSecurityGroups({ NextToken })],
  ['EFS', 'BadRequest', (Marker) => new EFS(account.client).describeFileSystems({ Marker })],
  ['KMS', 'InvalidMarkerException', (Marker) => new KMS(account.client).listKeys({ Marker })],
  ['SSM', 'InvalidNextToken', (NextToken) => new SSM(account.client).getParametersByPath({ Path: '/p', NextToken })],
])('%s refuses a place that no page gave', async (_, name, ask) => {
  await expect(ask('elsewhere')).rejects.toMatchObject({ name });
});

test('what a stack holds is described up to a hundred resources, and listed whole', async () => {
  const cloudFormation = new CloudFormation(account.client);
  const Resources = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`R${n}`, { Type: 'AWS::SNS::Topic' }]));
  await cloudFormation.createStack({ StackName: 'large', TemplateBody: JSON.stringify({ Resources }) });
  const { StackResources } = await cloudFormation.describeStackResources({ StackName: 'large' });
  expect(StackResources).toHaveLength(100);
  const pages = paginateListStackResources({ client: cloudFormation }, { StackName: 'large' });
  const listed = (await Array.fromAsync(pages)).flatMap((page) => page.StackResourceSummaries ?? []);
  expect(listed).toHaveLength(101);
});
