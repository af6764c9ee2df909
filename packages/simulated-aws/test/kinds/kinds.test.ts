import { describe, expect, test } from 'vitest';
import { kindOf } from '../../src/kinds/kinds.ts';
import { interfacesIn } from '../../src/kinds/network/network-interfaces.ts';
import { newWorld } from '../../src/world/new-world.ts';
import type { JsonMap, StoredResource } from '../../src/world/resource-store.ts';
import type { World } from '../../src/world/world.ts';
import { lookDocument, trustDocument } from '../documents.ts';

function make(world: World, type: string, properties: JsonMap = {}): StoredResource {
  return kindOf(type).create({ type, properties, stack: 'stack', logicalId: 'Thing' }, world);
}

function role(RoleName: string, more: JsonMap = {}): JsonMap {
  return { RoleName, AssumeRolePolicyDocument: trustDocument, ...more };
}

function remove(world: World, { type, id }: StoredResource): void {
  const there = world.resources.get(type, id);
  if (there) kindOf(type).remove(there, world);
}

function network() {
  const world = newWorld();
  const vpc = make(world, 'AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true });
  const subnets = [0, 1, 2].map((index) =>
    make(world, 'AWS::EC2::Subnet', { VpcId: vpc.id, CidrBlock: `10.0.${index}.0/24` }),
  );
  const group = make(world, 'AWS::EC2::SecurityGroup', { VpcId: vpc.id, GroupDescription: 'x' });
  const [subnet] = subnets;
  if (!subnet) throw new Error('There are three.');
  return { world, vpc, subnet, subnets: subnets.map(({ id }) => id), group };
}

const later = (world: World, minutes: number) => world.clock.advanceTo(world.clock.nowMs() + minutes * 60_000);

describe('ids and attributes look like those of AWS', () => {
  test.each([
    ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }, 'VpcId', /^vpc-[0-9a-f]{17}$/],
    [
      'AWS::KMS::Key',
      {},
      'Arn',
      /^arn:aws:kms:eu-central-1:123456789012:key\/[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/,
    ],
    ['AWS::S3::Bucket', { BucketName: 'mine' }, 'Arn', /^arn:aws:s3:::mine$/],
    ['AWS::S3::Bucket', {}, 'Arn', /^arn:aws:s3:::stack-thing-[0-9a-f]{12}$/],
    ['AWS::IAM::Role', role('r'), 'Arn', /^arn:aws:iam::123456789012:role\/r$/],
    ['AWS::IAM::Role', role('r', { Path: '/team/' }), 'Arn', /^arn:aws:iam::123456789012:role\/team\/r$/],
    ['AWS::SNS::Topic', { TopicName: 't' }, 'TopicArn', /^arn:aws:sns:eu-central-1:123456789012:t$/],
    [
      'AWS::Logs::LogGroup',
      { LogGroupName: '/a/b' },
      'Arn',
      /^arn:aws:logs:eu-central-1:123456789012:log-group:\/a\/b:\*$/,
    ],
    ['AWS::SSM::Parameter', { Name: '/a/b', Value: 'v', Type: 'String' }, 'Value', /^v$/],
  ])('%s %j has %s', (type, properties, attribute, shape) => {
    expect(make(newWorld(), type, properties).attributes[attribute]).toMatch(shape);
  });

  test('a name that is taken is refused', () => {
    for (const [type, properties] of [
      ['AWS::S3::Bucket', { BucketName: 'mine' }],
      ['AWS::Logs::LogGroup', { LogGroupName: '/mine' }],
      ['AWS::IAM::Role', role('mine')],
      ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'mine', PolicyDocument: lookDocument }],
      ['AWS::SSM::Parameter', { Name: '/mine', Type: 'String', Value: 'x' }],
      ['AWS::SNS::Topic', { TopicName: 'mine' }],
      ['AWS::CodeCommit::Repository', { RepositoryName: 'mine' }],
      ['AWS::CodeArtifact::Domain', { DomainName: 'mine' }],
      ['AWS::Budgets::Budget', { Budget: { BudgetName: 'mine', BudgetType: 'COST', TimeUnit: 'MONTHLY' } }],
    ] as const) {
      const world = newWorld();
      make(world, type, properties);
      expect(() => make(world, type, properties), type).toThrow(/already exists/);
    }
  });
});

describe('the network', () => {
  test('a VPC cannot go before what is in it', () => {
    const { world, vpc, group } = network();
    expect(() => remove(world, vpc)).toThrow(/has dependencies and cannot be deleted/);
    for (const subnet of world.resources.list('AWS::EC2::Subnet')) remove(world, subnet);
    expect(() => remove(world, vpc)).toThrow(/has dependencies/);
    remove(world, group);
    remove(world, vpc);
    expect(world.resources.list()).toEqual([]);
  });

  test('interfaces of an endpoint block its subnet and group, and linger for minutes after it', () => {
    const { world, vpc, subnet, subnets, group } = network();
    const endpoint = make(world, 'AWS::EC2::VPCEndpoint', {
      ...{ VpcId: vpc.id, ServiceName: 'com.amazonaws.eu-central-1.sts', VpcEndpointType: 'Interface' },
      ...{ SubnetIds: subnets, SecurityGroupIds: [group.id], PrivateDnsEnabled: true },
    });
    expect(endpoint.attributes.NetworkInterfaceIds).toHaveLength(3);
    remove(world, endpoint);
    expect(() => remove(world, subnet)).toThrow(/has dependencies/);
    expect(() => remove(world, group)).toThrow(/has a dependent object/);
    later(world, 5);
    remove(world, subnet);
    remove(world, group);
  });

  test('a group that another one names in a rule cannot go', () => {
    const { world, vpc, group } = network();
    const other = make(world, 'AWS::EC2::SecurityGroup', { VpcId: vpc.id, GroupDescription: 'y' });
    const rule = { GroupId: other.id, IpProtocol: 'tcp', SourceSecurityGroupId: group.id };
    make(world, 'AWS::EC2::SecurityGroupIngress', rule);
    expect(() => remove(world, group)).toThrow(/has a dependent object/);
    remove(world, other);
  });

  test.each<readonly [string, string, (at: ReturnType<typeof network>) => JsonMap, RegExp]>([
    ['a VPC that is too large', 'AWS::EC2::VPC', () => ({ CidrBlock: '10.0.0.0/8' }), /CIDR '10.0.0.0\/8' is invalid/],
    ['a VPC whose block begins inside another', 'AWS::EC2::VPC', () => ({ CidrBlock: '10.0.0.1/16' }), /is invalid/],
    [
      'a subnet outside its VPC',
      'AWS::EC2::Subnet',
      ({ vpc }) => ({ VpcId: vpc.id, CidrBlock: '10.1.0.0/24' }),
      /is invalid/,
    ],
    [
      'a subnet over another',
      'AWS::EC2::Subnet',
      ({ vpc }) => ({ VpcId: vpc.id, CidrBlock: '10.0.0.0/20' }),
      /conflicts with another subnet/,
    ],
    [
      'a subnet in no VPC',
      'AWS::EC2::Subnet',
      () => ({ VpcId: 'vpc-x', CidrBlock: '10.0.9.0/24' }),
      /vpc ID 'vpc-x' does not exist/,
    ],
    [
      'an endpoint in no subnet',
      'AWS::EC2::VPCEndpoint',
      ({ vpc }) => ({ VpcId: vpc.id, ServiceName: 's', SubnetIds: ['subnet-x'] }),
      /'subnet-x' does not exist/,
    ],
    [
      'a rule of no group',
      'AWS::EC2::SecurityGroupEgress',
      () => ({ GroupId: 'sg-x', IpProtocol: 'tcp' }),
      /'sg-x' does not exist/,
    ],
  ])('%s is refused', (_, type, properties, message) => {
    const at = network();
    expect(() => make(at.world, type, properties(at))).toThrow(message);
  });

  test('a second endpoint for a private name is refused', () => {
    const { world, vpc } = network();
    const endpoint = { VpcId: vpc.id, ServiceName: 'com.amazonaws.eu-central-1.sts', PrivateDnsEnabled: true };
    make(world, 'AWS::EC2::VPCEndpoint', endpoint);
    expect(() => make(world, 'AWS::EC2::VPCEndpoint', endpoint)).toThrow(/conflicting DNS domain/);
  });
});

describe('rights', () => {
  const policy = (name: string, more: JsonMap = {}) => ({
    ManagedPolicyName: name,
    PolicyDocument: lookDocument,
    ...more,
  });

  test('a role needs its policies before it, and a policy cannot go before its role', () => {
    const world = newWorld();
    const withPolicy = role('r', { ManagedPolicyArns: ['arn:aws:iam::123456789012:policy/p'] });
    expect(() => make(world, 'AWS::IAM::Role', withPolicy)).toThrow(/does not exist or is not attachable/);
    const made = make(world, 'AWS::IAM::ManagedPolicy', policy('p'));
    const holder = make(world, 'AWS::IAM::Role', withPolicy);
    expect(() => remove(world, made)).toThrow(/Cannot delete a policy attached to entities/);
    remove(world, holder);
    remove(world, made);
  });

  test('a role cannot go while a policy is attached to it from elsewhere', () => {
    const world = newWorld();
    const holder = make(world, 'AWS::IAM::Role', role('r'));
    const made = make(world, 'AWS::IAM::ManagedPolicy', policy('p', { Roles: ['r'] }));
    expect(() => remove(world, holder)).toThrow(/must detach all policies first/);
    remove(world, made);
    remove(world, holder);
  });

  test('sizes and numbers have limits', () => {
    const world = newWorld();
    const [statement] = lookDocument.Statement;
    const large = { ...lookDocument, Statement: [{ ...statement, Sid: 'x'.repeat(6_144) }] };
    expect(() => make(world, 'AWS::IAM::ManagedPolicy', policy('p', { PolicyDocument: large }))).toThrow(
      /PolicySize: 6144/,
    );
    const inline = role('r', { Policies: [{ PolicyName: 'p'.repeat(5_000), PolicyDocument: large }] });
    expect(() => make(world, 'AWS::IAM::Role', inline)).toThrow(/Maximum policy size of 10240/);
    make(world, 'AWS::IAM::Role', role('r'));
    for (let index = 0; index < 10; index += 1)
      make(world, 'AWS::IAM::ManagedPolicy', policy(`p${index}`, { Roles: ['r'] }));
    expect(() => make(world, 'AWS::IAM::ManagedPolicy', policy('p10', { Roles: ['r'] }))).toThrow(
      /PoliciesPerRole: 10/,
    );
    expect(world.resources.list('AWS::IAM::ManagedPolicy')).toHaveLength(10);
  });

  test('a policy for a role that is not there is refused', () => {
    expect(() => make(newWorld(), 'AWS::IAM::ManagedPolicy', policy('p', { Roles: ['nobody'] }))).toThrow(
      /cannot be found/,
    );
  });
});

test.each<[string, JsonMap]>([
  ['AWS::SNS::Subscription', { TopicArn: 'arn:aws:sns:eu-central-1:123456789012:notices', Protocol: 'email' }],
  ['AWS::Events::Archive', { SourceArn: 'arn:aws:events:eu-central-1:123456789012:event-bus/default' }],
])('two stacks may have one %s each under the same logical id', (type, properties) => {
  const world = newWorld();
  const made = ['one', 'other'].map((stack) =>
    kindOf(type).create({ type, properties, stack, logicalId: 'Thing' }, world),
  );
  expect(world.resources.list(type)).toEqual(made);
});

describe('stores', () => {
  test('a bucket with objects, or with what is left of deleted ones, cannot go', () => {
    const world = newWorld();
    const bucket = make(world, 'AWS::S3::Bucket', { BucketName: 'mine' });
    world.objects.put('mine', 'key', new Uint8Array(1));
    expect(() => remove(world, bucket)).toThrow(/not empty/);
    world.objects.mark('mine', 'key', 'marked');
    expect(() => remove(world, bucket)).toThrow(/not empty/);
  });

  test('a key that is deleted waits in the account', () => {
    const world = newWorld();
    remove(world, make(world, 'AWS::KMS::Key', { Enabled: true }));
    expect(world.resources.list('AWS::KMS::Key')).toMatchObject([{ status: 'PendingDeletion', stack: null }]);
  });

  test('a namespace cannot go before its workgroup, whose interfaces linger', () => {
    const { world, subnet, subnets, group } = network();
    const namespace = make(world, 'AWS::RedshiftServerless::Namespace', { NamespaceName: 'data' });
    const asked = { WorkgroupName: 'work', NamespaceName: 'data', SubnetIds: subnets, SecurityGroupIds: [group.id] };
    const workgroup = make(world, 'AWS::RedshiftServerless::Workgroup', asked);
    expect(() => remove(world, namespace)).toThrow(/has an attached workgroup/);
    remove(world, workgroup);
    remove(world, namespace);
    expect(() => remove(world, subnet)).toThrow(/has dependencies/);
  });

  test('a workgroup needs its namespace, and three subnets', () => {
    const { world, subnets } = network();
    const type = 'AWS::RedshiftServerless::Workgroup';
    expect(() => make(world, type, { WorkgroupName: 'work', NamespaceName: 'nobody' })).toThrow(
      /nobody does not exist/,
    );
    expect(() => make(world, type, { WorkgroupName: 'work', SubnetIds: subnets.slice(1) })).toThrow(
      /at least 3 subnets/,
    );
  });

  test('a domain of packages cannot go before its repositories, nor they come before it', () => {
    const world = newWorld();
    const repository = { DomainName: 'dd', RepositoryName: 'repo' };
    expect(() => make(world, 'AWS::CodeArtifact::Repository', repository)).toThrow(/Domain not found/);
    const domain = make(world, 'AWS::CodeArtifact::Domain', { DomainName: 'dd' });
    make(world, 'AWS::CodeArtifact::Repository', repository);
    expect(() => remove(world, domain)).toThrow(/has repositories/);
  });
});

describe('a custom resource', () => {
  const type = 'AWS::CloudFormation::CustomResource';

  test('needs a function that is there', () => {
    const world = newWorld();
    const ServiceToken = 'arn:aws:lambda:eu-central-1:123456789012:function:mine';
    expect(() => make(world, type, { ServiceToken })).toThrow(/Invalid service token: arn:aws:lambda\S+:mine/);
    make(world, 'AWS::Lambda::Function', { FunctionName: 'mine' });
    expect(make(world, type, { ServiceToken }).properties).toEqual({ ServiceToken });
  });
});

test('a NAT gateway stands in its subnet with an interface that goes with it', () => {
  const { world, subnet } = network();
  const gateway = make(world, 'AWS::EC2::NatGateway', { SubnetId: subnet.id });
  const descriptions = () => interfacesIn(world).map(({ properties }) => properties.Description);
  expect(descriptions()).toEqual([`Interface for NAT Gateway ${gateway.id}`]);
  expect(() => remove(world, subnet)).toThrow(/has dependencies/);
  remove(world, gateway);
  later(world, 10);
  expect(descriptions()).toEqual([]);
});
