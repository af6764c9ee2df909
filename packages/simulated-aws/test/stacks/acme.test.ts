import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { longestChainMinutes } from '../../src/stacks/longest-chain.ts';
import { account } from './account.ts';
import { acmeStacks, acmeTemplate, bootstrap, deploy, outputsOf, statusOf } from './acme.ts';

/** Of the stacks above the network. */
const kept = [
  'AWS::CodeCommit::Repository',
  'AWS::EC2::SecurityGroup',
  'AWS::EFS::FileSystem',
  'AWS::RedshiftServerless::Namespace',
  'AWS::S3::Bucket',
  'AWS::SageMaker::Domain',
];

describe('the stacks of the example', () => {
  const here = account();

  beforeAll(() => {
    bootstrap(here);
    for (const stack of acmeStacks) deploy(here, stack, acmeTemplate(stack));
  });

  test.each(acmeStacks)('%s is created whole', (stack) => {
    expect(statusOf(here, stack)).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
  });

  test('outputs hold ids as AWS makes them', () => {
    const outputs = { ...outputsOf(here, 'acme-network'), ...outputsOf(here, 'acme-foundation') };
    expect(outputs).toMatchObject({
      VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
      KeyArn: expect.stringMatching(/^arn:aws:kms:eu-central-1:123456789012:key\/[0-9a-f-]{36}$/),
      DomainArn: expect.stringMatching(/^arn:aws:sagemaker:eu-central-1:123456789012:domain\/d-/),
    });
  });

  test('deploying again what is there changes nothing', () => {
    const changeSet = deploy(here, 'acme-network', acmeTemplate('acme-network'));
    expect(changeSet.StatusReason).toContain("didn't contain changes");
  });

  test('a network cannot be deleted while other stacks import from it, and stays as it was', () => {
    here.call('DeleteStack', { StackName: 'acme-network' });
    expect(statusOf(here, 'acme-network').status).toBe('CREATE_COMPLETE');
    const [latest] = here.call('DescribeStackEvents', { StackName: 'acme-network' }).StackEvents as [
      { ResourceStatusReason: string },
    ];
    expect(latest.ResourceStatusReason).toMatch(
      /^Export acme-(id|network:.*) cannot be deleted as it is in use by acme-/,
    );
  });

  test('detects that somebody changed a resource, and that somebody deleted one', () => {
    const [topic] = here.world.resources.list('AWS::SNS::Topic');
    const [parameter] = here.world.resources.list('AWS::SSM::Parameter').filter(({ stack }) => stack !== null);
    if (!topic || !parameter) throw new Error('The example has a topic and parameters.');
    here.world.resources.put({ ...topic, properties: { ...topic.properties, KmsMasterKeyId: 'other' } });
    here.world.resources.remove(parameter.type, parameter.id);
    const StackName = 'acme-project-sales-forecasting';
    const { StackDriftDetectionId } = here.call('DetectStackDrift', { StackName });
    expect(here.call('DescribeStackDriftDetectionStatus', { StackDriftDetectionId })).toMatchObject({
      StackDriftStatus: 'DRIFTED',
      DriftedStackResourceCount: 2,
    });
    const { StackResourceDrifts } = here.call('DescribeStackResourceDrifts', {
      StackName,
      StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
    });
    expect(StackResourceDrifts).toMatchObject([
      { StackResourceDriftStatus: 'MODIFIED', PropertyDifferences: [{ PropertyPath: '/KmsMasterKeyId' }] },
      { StackResourceDriftStatus: 'DELETED' },
    ]);
    here.world.resources.put(topic);
    here.world.resources.put(parameter);
  });
});

describe('taking the example down by CloudFormation alone', () => {
  const here = account();

  beforeAll(() => {
    bootstrap(here);
    for (const stack of acmeStacks) deploy(here, stack, acmeTemplate(stack));
    for (const stack of acmeStacks.toReversed()) {
      here.call('DeleteStack', { StackName: stack });
      here.call('DescribeStacks');
    }
  });

  test('stops at the foundation: the domain that is kept uses the start scripts', () => {
    const { status, failed } = statusOf(here, 'acme-foundation');
    expect(status).toBe('DELETE_FAILED');
    expect(failed.join('\n')).toMatch(/StartJupyterLab.*it is used by d-/);
    expect(statusOf(here, 'acme-network').status).toBe('CREATE_COMPLETE');
  });

  test('leaves what is to be kept in the account, in no stack', () => {
    const left = here.world.resources.list().filter(({ stack }) => stack === null);
    expect([...new Set(left.map(({ type }) => type))]).toEqual(expect.arrayContaining(kept));
  });

  test('goes on when what cannot be deleted is retained, up to the subnets that home folders stand in', () => {
    const { StackResources } = here.call('DescribeStackResources', { StackName: 'acme-foundation' });
    const names = (StackResources as { LogicalResourceId: string }[]).map((each) => each.LogicalResourceId);
    here.call('DeleteStack', { StackName: 'acme-foundation', RetainResources: names });
    here.call('DescribeStacks');
    here.call('DeleteStack', { StackName: 'acme-network' });
    const { status, failed } = statusOf(here, 'acme-network');
    expect(status).toBe('DELETE_FAILED');
    expect(failed.join('\n')).toMatch(/The subnet 'subnet-\w+' has dependencies and cannot be deleted/);
  });

  test('a redeploy fails on what was kept, and goes back to nothing', () => {
    const other = account();
    bootstrap(other);
    deploy(other, 'acme-network', acmeTemplate('acme-network'));
    other.call('DescribeStacks');
    other.call('DeleteStack', { StackName: 'acme-network' });
    expect(other.call('DescribeStacks').Stacks).toEqual([]);
    deploy(other, 'acme-network', acmeTemplate('acme-network'));
    const { status, failed } = statusOf(other, 'acme-network');
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failed.join('\n')).toContain('already exists');
    expect(() => deploy(other, 'acme-network', acmeTemplate('acme-network'))).toThrow(
      /ROLLBACK_COMPLETE state and can not be updated|already exists/,
    );
  });

  test('a redeploy that imports what exists fails all the same: no name of a bucket is written out', () => {
    const other = account();
    bootstrap(other);
    deploy(other, 'acme-network', acmeTemplate('acme-network'));
    other.call('DescribeStacks');
    other.call('DeleteStack', { StackName: 'acme-network' });
    other.call('DescribeStacks');
    deploy(other, 'acme-network', acmeTemplate('acme-network'), { ImportExistingResources: true });
    const { status, failed } = statusOf(other, 'acme-network');
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failed.join('\n')).toMatch(/'AWS::S3::Bucket' .* already exists/);
  });
});

test("the CDK's bootstrap template is deployed from YAML", () => {
  const here = account();
  const file = '../../../../node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml';
  here.call('CreateStack', {
    StackName: 'CDKToolkit',
    TemplateBody: readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8'),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
  });
  expect(statusOf(here, 'CDKToolkit')).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
  expect(outputsOf(here, 'CDKToolkit')).toMatchObject({
    BucketName: 'cdk-hnb659fds-assets-123456789012-eu-central-1',
    BootstrapVersion: expect.stringMatching(/^\d+$/),
  });
  expect(here.world.resources.get('AWS::SSM::Parameter', '/cdk-bootstrap/hnb659fds/version')?.stack).toBe('CDKToolkit');
});

test('the longest chain over the stacks of the example is shorter than one after another', () => {
  const templates = Object.fromEntries(acmeStacks.map((stack) => [stack, JSON.parse(acmeTemplate(stack))]));
  const after = Object.fromEntries(acmeStacks.map((stack, index) => [stack, acmeStacks.slice(0, Math.min(index, 2))]));
  const chain = longestChainMinutes(templates, after);
  expect(chain.stacksMinutes).toBeGreaterThan(6);
  expect(chain.oneStackMinutes).toBeLessThanOrEqual(chain.stacksMinutes);
  expect(chain.stacksMinutes).toBeLessThan(chain.sumMinutes);
});
