import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { beforeAll, describe, expect, test } from 'vitest';
import * as constructs from '../../src/index.ts';
import { account, region } from './deployed.ts';

const subnets = [
  { cidr: '10.10.0.0/20', zone: 'euc1-az2' },
  { cidr: '10.10.16.0/20', zone: 'euc1-az3' },
];
const endpoints = ['sagemaker.api', 'sagemaker.experiments', 'sts', 'ecr.api', 'bedrock-runtime', 'q'].map(
  (service) => ({ service }),
);

function everything(app: App): void {
  const stack = new Stack(app, 'every', { env: { account, region } });
  const key = new constructs.TeamKey(stack, 'Key', { alias: 'alias/acme', publishers: ['budgets.amazonaws.com'] });
  const { keyArn: kmsKeyArn } = key;
  const flowLogs = { retentionDays: 90, kmsKeyArn, roleName: 'acme-flow-logs', rolePath: '/ml/' };
  const network = { cidr: '10.10.0.0/16', subnets, endpoints, flowLogs, imageAccounts: ['763104351884'] };
  const isolated = new constructs.IsolatedNetwork(stack, 'Isolated', network);
  new constructs.EgressNetwork(stack, 'Egress', {
    ...network,
    flowLogs: { retentionDays: 90, kmsKeyArn },
    publicSubnet: { cidr: '10.10.255.0/28', zone: 'euc1-az2' },
  });
  new constructs.ExistingNetwork(stack, 'Existing', {
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    subnetIds: ['subnet-0a1b2c3d4e5f60718'],
    routeTableIds: ['rtb-0a1b2c3d4e5f60718'],
    cidr: '10.20.0.0/16',
    endpoints,
  });
  const logs = new constructs.AccessLogsBucket(stack, 'Logs', { bucketName: `acme-logs-${account}-euc1` });
  new constructs.TeamBucket(stack, 'Data', {
    bucketName: `acme-data-${account}-euc1`,
    kmsKeyArn,
    accessLogsBucketName: logs.bucketName,
    endpointIds: [isolated.s3EndpointId ?? ''],
    viaRoles: [`arn:aws:iam::${account}:role/acme-sales-tracking`],
    cors: [constructs.studioCors('d-1')],
  });
  new constructs.PackageRepository(stack, 'Packages', {
    domainName: 'acme',
    repositoryName: 'acme-packages',
    storeName: 'acme-store',
    kmsKeyArn,
    allow: ['pandas', 'scikit-learn'],
  });
  new constructs.CodeRepository(stack, 'Code', { repositoryName: 'acme-sales', kmsKeyArn });
  const tag = { key: 'atelier:project', value: 'sales' };
  new constructs.SpendingBudget(stack, 'Budget', {
    budgetName: 'acme',
    monthlyUsd: 800,
    tag,
    emails: ['a@example.com'],
  });
}

/** Rules that the packs ask for and a construct cannot keep, with the reason. */
const unavoidable: Readonly<Record<string, string>> = {
  VPCDefaultSecurityGroupClosed: 'CloudFormation cannot change the default group',
  VPCNoUnrestrictedRouteToIGW: 'only in the network that is asked for a way out',
  S3BucketReplicationEnabled: 'a copy in another region is the decision of whoever owns the data',
  S3DefaultEncryptionKMS: 'log delivery cannot use a customer key',
};

describe('every construct', () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });

  beforeAll(() => everything(app));

  test("passes the CDK's own validation, with findings as errors", () => {
    expect(() => app.synth()).not.toThrow();
  });

  test.each([AwsSolutionsChecks, NIST80053R5Checks, HIPAASecurityChecks, PCIDSS321Checks])(
    'passes %o, save for what cannot be had',
    (Pack) => {
      const { violations } = new Pack().validateScope(app);
      const unexplained = violations.filter(({ ruleName }) => !(ruleName.replace(/^.*-/, '') in unavoidable));
      expect(unexplained).toEqual([]);
    },
  );
});
