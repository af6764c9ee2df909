import type { TemplateResource } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { priced, stack } from './stack.ts';

function endpoint(service: string, subnets: unknown = ['subnet-1', 'subnet-2'], more = {}): TemplateResource {
  const ServiceName = `com.amazonaws.us-east-1.${service}`;
  const Properties = { VpcEndpointType: 'Interface', ServiceName, SubnetIds: subnets, ...more };
  return { Type: 'AWS::EC2::VPCEndpoint', Properties };
}

function space(instance: string | null, more = {}): TemplateResource {
  const resource = instance === null ? {} : { DefaultResourceSpec: { InstanceType: instance } };
  return {
    Type: 'AWS::SageMaker::Space',
    Properties: { SpaceSettings: { JupyterLabAppSettings: resource, ...more } },
  };
}

const domain: TemplateResource = { Type: 'AWS::SageMaker::Domain', Properties: { AuthMode: 'IAM' } };

describe('the network', () => {
  test('an interface endpoint is paid for in every zone that it is in', async () => {
    const { line } = await priced(
      stack({ A: endpoint('sts'), B: endpoint('logs'), C: endpoint('ec2', ['a', 'b', 'c']) }),
      { networkGbPerMonth: 0 },
    );
    expect(line('network-endpoints')).toMatchObject({
      formula: '2 endpoints × 2 zones × 730 h × 0.01 + 1 endpoint × 3 zones × 730 h × 0.01 + 0 GB × 0.01',
      usd: 51.1,
      confidence: 'verified',
    });
  });

  test('data past a petabyte costs less', async () => {
    const { line } = await priced(stack({ A: endpoint('sts') }), { networkGbPerMonth: 1_048_577 });
    expect(line('network-endpoints')?.formula).toMatch(/ \+ 1048576 GB × 0\.01 \+ 1 GB × 0\.006$/);
  });

  test('an endpoint whose subnets are not told has no price, and the sums are the least', async () => {
    const { line, complete } = await priced(stack({ A: endpoint('sts', { 'Fn::GetAtt': ['Vpc', 'Subnets'] }) }));
    expect(line('network-endpoints:unpriced')).toMatchObject({ usd: null, formula: '1 resource × ?' });
    expect(complete).toBe(false);
  });

  test('an endpoint of a kind that the book does not have is not taken to be free', async () => {
    const { complete } = await priced(stack({ A: endpoint('x', ['a'], { VpcEndpointType: 'GatewayLoadBalancer' }) }));
    expect(complete).toBe(false);
  });

  test('a gateway endpoint costs nothing, and is shown', async () => {
    const { line } = await priced(
      stack({ A: { Type: 'AWS::EC2::VPCEndpoint', Properties: { ServiceName: 'com.amazonaws.us-east-1.s3' } } }),
    );
    expect(line('gateway-endpoints')).toMatchObject({ usd: 0, formula: '1 endpoint × 0', confidence: 'verified' });
  });

  test('a way out costs its gateway, its address and its data', async () => {
    const { line } = await priced(stack({ A: { Type: 'AWS::EC2::NatGateway' }, B: { Type: 'AWS::EC2::EIP' } }), {
      internetGbPerMonth: 10,
    });
    expect(line('internet-gateway')).toMatchObject({
      formula: '1 gateway × 730 h × 0.045 + 10 GB × 0.045 + 1 address × 730 h × 0.005',
      usd: 36.95,
    });
  });

  test('names that are filtered cost by the list and by the lookup', async () => {
    const Domains = ['*.aws', '*.internal'];
    const { line } = await priced(
      stack({
        A: { Type: 'AWS::Route53Resolver::FirewallRuleGroupAssociation' },
        B: { Type: 'AWS::Route53Resolver::FirewallDomainList', Properties: { Domains } },
      }),
    );
    expect(line('name-lookups')).toMatchObject({ formula: '1000000 lookups × 0.0000006 + 2 names × 0.0005', usd: 0.6 });
  });

  test('services are named as in the file, also where AWS names them otherwise', async () => {
    const studio = endpoint('x', ['a'], { ServiceName: 'aws.sagemaker.us-east-1.studio' });
    const joined = endpoint('x', ['a'], {
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.sagemaker.api']] },
    });
    const endpoints = ['sagemaker.studio', 'sagemaker.api'];
    const { forgotten } = await priced(stack({ A: studio, B: joined }), { counted: { lines: null, endpoints } });
    expect(forgotten).toEqual([]);
  });
});

describe('notebooks', () => {
  test('every space runs while its people work, and its disk is always there', async () => {
    const { line } = await priced(stack({ D: domain, A: space('ml.t3.medium'), B: space('ml.t3.medium') }));
    expect(line('notebooks')).toMatchObject({ formula: '2 spaces × 4 h × 22 days × 0.05', usd: 8.8 });
    expect(line('notebook-storage')).toMatchObject({ formula: '2 spaces × 5 GB × 0.14', usd: 1.4 });
  });

  test('with fewer people at work, the dearest spaces are taken to be those that run', async () => {
    const spaces = { D: domain, A: space('ml.t3.medium'), B: space('ml.m5.xlarge') };
    const { line } = await priced(stack(spaces), { peopleAtWork: 1 });
    expect(line('notebooks')?.formula).toBe('1 space × 4 h × 22 days × 0.23');
    expect(line('notebook-storage')?.formula).toBe('2 spaces × 5 GB × 0.14');
  });

  test('a space without an instance of its own takes the one of the domain', async () => {
    const settings = { JupyterLabAppSettings: { DefaultResourceSpec: { InstanceType: 'ml.t3.xlarge' } } };
    const of = { ...domain, Properties: { DefaultUserSettings: settings } };
    const { line } = await priced(stack({ D: of, A: space(null) }));
    expect(line('notebooks')?.formula).toBe('1 space × 4 h × 22 days × 0.2');
  });

  test('a space takes the size of its own disk', async () => {
    const disk = { SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: 16 } } };
    const { line } = await priced(stack({ D: domain, A: space('ml.t3.medium', disk) }));
    expect(line('notebook-storage')?.formula).toBe('1 space × 16 GB × 0.14');
  });

  test('where no space is made for them, people are taken to make one each', async () => {
    const profile = { Type: 'AWS::SageMaker::UserProfile' };
    const { line } = await priced(stack({ D: domain, A: profile, B: profile }));
    expect(line('notebooks')?.formula).toBe('2 spaces × 4 h × 22 days × 0.05');
  });

  test('an instance that the book does not have makes the sums the least that they can be', async () => {
    const { line, complete } = await priced(stack({ D: domain, A: space('ml.g5.xlarge'), B: space('ml.t3.medium') }));
    expect(line('notebooks')?.usd).toBe(4.4);
    expect(line('notebooks:unpriced')).toMatchObject({ usd: null, source: 'no price of ml.g5.xlarge is known' });
    expect(complete).toBe(false);
  });

  test('spaces are counted once, however many domains there are, and also without one', async () => {
    const two = await priced(stack({ D: domain, E: domain, A: space('ml.t3.medium') }));
    const none = await priced(stack({ A: space('ml.t3.medium') }));
    expect(two.line('notebooks')?.formula).toBe('1 space × 4 h × 22 days × 0.05');
    expect(none.line('notebooks')).toEqual(two.line('notebooks'));
  });

  test('home folders cost nothing where the domain has none', async () => {
    const without = { ...domain, Properties: { HomeEfsFileSystemCreation: 'Disabled' } };
    expect((await priced(stack({ D: domain }))).line('home-folders')).toMatchObject({ formula: '5 GB × 0.3' });
    expect((await priced(stack({ D: without }))).line('home-folders')).toBeUndefined();
  });
});

describe('stores', () => {
  const cases: readonly [string, Record<string, TemplateResource>, string, string, number][] = [
    [
      'a warehouse',
      { A: { Type: 'AWS::RedshiftServerless::Workgroup', Properties: { BaseCapacity: 16 } } },
      'warehouse',
      '1 warehouse × 16 RPU × 30.5 h × 0.375',
      183,
    ],
    [
      'a warehouse whose capacity is left to AWS',
      { A: { Type: 'AWS::RedshiftServerless::Workgroup' } },
      'warehouse',
      '1 warehouse × 128 RPU × 30.5 h × 0.375',
      1464,
    ],
    [
      'an administrator that Redshift keeps the password of',
      { A: { Type: 'AWS::RedshiftServerless::Namespace', Properties: { ManageAdminPassword: true } } },
      'secrets',
      '1 secret × 0.4',
      0.4,
    ],
    [
      'buckets, once',
      { A: { Type: 'AWS::S3::Bucket' }, B: { Type: 'AWS::S3::Bucket' } },
      'storage',
      '50 GB × 0.023',
      1.15,
    ],
    ['keys, each', { A: { Type: 'AWS::KMS::Key' }, B: { Type: 'AWS::KMS::Key' } }, 'keys', '2 keys × 1', 2],
    [
      'Spark',
      { A: { Type: 'AWS::EMRServerless::Application' } },
      'spark',
      '20 h × 4 vCPU × 0.052624 + 20 h × 16 GB × 0.0057785',
      6.06,
    ],
    ['logs', { A: { Type: 'AWS::Logs::LogGroup' }, B: { Type: 'AWS::Logs::LogGroup' } }, 'logs', '5 GB × 0.5', 2.5],
  ];

  test.each(cases)('%s', async (_, resources, id, formula, usd) => {
    expect((await priced(stack(resources))).line(id)).toMatchObject({ formula, usd });
  });

  test('a warehouse whose capacity is a parameter has no price, and is not taken to be free', async () => {
    const Properties = { BaseCapacity: { Ref: 'Capacity' } };
    const { line, complete } = await priced(stack({ A: { Type: 'AWS::RedshiftServerless::Workgroup', Properties } }));
    expect(line('warehouse')).toMatchObject({ usd: null, confidence: 'unknown', formula: '1 resource × ?' });
    expect(complete).toBe(false);
  });

  test('CodeCommit is paid for people past the fifth', async () => {
    const people = Object.fromEntries(
      Array.from({ length: 7 }, (_, index) => [`P${index}`, { Type: 'AWS::SageMaker::UserProfile' }]),
    );
    const { line } = await priced(stack({ ...people, R: { Type: 'AWS::CodeCommit::Repository' } }));
    expect(line('source')).toMatchObject({ formula: '2 people past the first 5 × 1', usd: 2 });
  });

  test('a large tracking server has no known price, and is not taken to be free', async () => {
    const Properties = { TrackingServerSize: 'Large' };
    const { complete } = await priced(stack({ A: { Type: 'AWS::SageMaker::MlflowTrackingServer', Properties } }));
    expect(complete).toBe(false);
  });
});

describe('what flows make when they run', () => {
  const settings = { instance: 'ml.m5.xlarge', minInstances: 2, batchInstance: 'ml.m5.12xlarge', flows: ['a', 'b'] };
  const parameter = (Value: string, Name = '/acme/projects/sales/serving') => ({
    Type: 'AWS::SSM::Parameter',
    Properties: { Name, Value },
  });

  test('is priced from the settings that the project keeps for it', async () => {
    const used = { endpointHoursPerMonth: 176, batchHoursPerMonth: 176, modelStorageGb: 1 };
    const { line } = await priced(stack({ A: parameter(JSON.stringify(settings)) }), used);
    expect(line('endpoints')).toMatchObject({ formula: '4 instances × 176 h × 0.23 + 4 instances × 1 GB × 0.14' });
    expect(line('batch')).toMatchObject({ formula: '2 flows × 176 h × 2.765 + 2 flows × 1 GB × 0.14' });
  });

  test('is nothing in a project without flows, and no other parameter is read', async () => {
    const none = parameter(JSON.stringify({ ...settings, flows: [] }));
    const other = parameter('not JSON', '/acme/projects/sales/data');
    expect(await priced(stack({ A: none, B: other }))).toMatchObject({ lines: [], complete: true });
  });

  test.each([
    'not JSON',
    JSON.stringify({ ...settings, flows: [null] }),
    '{}',
    '[]',
    'null',
    '{"instance":"ml.m5.xlarge","minInstances":1,"batchInstance":"b"}',
  ])('is unknown, and said to be, where the settings are %s', async (value) => {
    const { lines, complete } = await priced(stack({ A: parameter(value) }));
    expect(lines).toMatchObject([{ id: 'endpoints', usd: null }]);
    expect(complete).toBe(false);
  });
});

describe('anything else', () => {
  test('that is free is listed with the reason', async () => {
    const role = { Type: 'AWS::IAM::Role' };
    expect((await priced(stack({ A: role, B: role }))).free).toEqual([
      { what: 'AWS::IAM::Role', count: 2, because: 'AWS does not charge for it' },
    ]);
  });

  test('is a line without a price, whatever type it claims to be', async () => {
    const { lines, complete } = await priced(stack({ A: { Type: 'AWS::RDS::DBInstance' }, B: { Type: 'toString' } }));
    expect(lines).toMatchObject([
      { id: 'unknown:AWS::RDS::DBInstance', usd: null },
      { id: 'unknown:toString', usd: null },
    ]);
    expect(complete).toBe(false);
  });

  test('that a condition leaves out costs nothing', async () => {
    const template = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { A: { Type: 'AWS::KMS::Key', Condition: 'Never' } },
    };
    expect((await priced({ stack: 's', region: 'us-east-1', template })).lines).toEqual([]);
  });
});

test('a template that does not say its region has the prices of another, marked assumed', async () => {
  const { line } = await priced(stack({ A: endpoint('sts') }, null));
  expect(line('network-endpoints')).toMatchObject({ confidence: 'assumed' });
  expect(line('network-endpoints')?.source).toContain('that of us-east-1, for want of one for unknown');
});
