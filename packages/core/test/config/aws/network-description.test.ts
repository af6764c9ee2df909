import { expect, test } from 'vitest';
import { parseWorkspace } from '../../../src/config/parse-workspace.ts';
import type { ExistingNetworkSettings } from '../../../src/model/network.ts';
import { workspaceOf } from '../../workspace-of.ts';
import { problemsIn } from '../problems-in.ts';

const text = (more = '') => `
workspace: acme
aws: { region: eu-central-1 }
network: { existing: { vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d], description: vpc.json${more} } }`;

const answers = {
  Vpcs: [{ VpcId: 'vpc-0a1b2c3d', CidrBlock: '10.1.0.0/16', State: 'available' }],
  Subnets: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'].map((SubnetId, index) => ({
    SubnetId,
    VpcId: 'vpc-0a1b2c3d',
    AvailabilityZoneId: `euc1-az${index + 1}`,
    AvailableIpAddressCount: 250,
    MapPublicIpOnLaunch: false,
  })),
  RouteTables: [
    {
      RouteTableId: 'rtb-main',
      VpcId: 'vpc-0a1b2c3d',
      Associations: [{ Main: true }],
      Routes: [
        { DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
        { DestinationCidrBlock: '0.0.0.0/0', InstanceId: 'i-1', InstanceOwnerId: '111122223333', State: 'active' },
        { DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-1', State: 'blackhole' },
      ],
    },
    {
      RouteTableId: 'rtb-own',
      VpcId: 'vpc-0a1b2c3d',
      Associations: [{ Main: false, SubnetId: 'subnet-1a1b2c3d' }],
      Routes: [{ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' }],
    },
  ],
  VpcEndpoints: [
    { ServiceName: 'com.amazonaws.eu-central-1.s3', VpcEndpointType: 'Gateway', RouteTableIds: ['rtb-own'] },
    { ServiceName: 'com.amazonaws.eu-central-1.sts', VpcEndpointType: 'Interface', PrivateDnsEnabled: true },
    { ServiceName: 'com.amazonaws.eu-central-1.logs', VpcEndpointType: 'Interface', PrivateDnsEnabled: false },
  ].map((endpoint, index) => ({ VpcEndpointId: `vpce-${index}`, VpcId: 'vpc-0a1b2c3d', ...endpoint })),
  EnableDnsSupport: { Value: true },
};

function networkOf(file: string): ExistingNetworkSettings {
  return workspaceOf(file, { 'vpc.json': JSON.stringify(answers) }).network as ExistingNetworkSettings;
}

test('what the file does not say of a network is taken from its description', () => {
  expect(networkOf(text())).toMatchObject({
    cidr: '10.1.0.0/16',
    routeTables: ['rtb-main', 'rtb-own'],
    endpoints: ['s3', 'sts'],
  });
});

test('what the file says of a network counts more than its description', () => {
  const more = ', cidr: 10.2.0.0/16, routeTables: [rtb-0a1b2c3d], endpoints: [s3, logs]';
  expect(networkOf(text(more))).toMatchObject({
    cidr: '10.2.0.0/16',
    routeTables: ['rtb-0a1b2c3d'],
    endpoints: ['s3', 'logs'],
  });
});

test('routes lead where their answer says, and black holes nowhere', () => {
  expect(networkOf(text()).description?.routeTables.map(({ routes }) => routes)).toEqual([
    [
      { destination: '10.1.0.0/16', target: 'local' },
      { destination: '0.0.0.0/0', target: 'i-1' },
    ],
    [{ destination: '::/0', target: 'eigw-1' }],
  ]);
});

test('what nobody asked AWS stays unknown', () => {
  expect(networkOf(text()).description).toMatchObject({ dnsSupport: true, dnsHostnames: null });
  expect(networkOf(text()).description?.vpcs).toMatchObject([{ owner: null }]);
  expect(networkOf(text()).description?.endpoints[0]).toMatchObject({ groups: [], policy: null });
});

test.each(['failed', 'deleting', 'deleted', 'Rejected', 'expired'])(
  'an endpoint that AWS lists as %s is not there, and one that is pending is',
  (state) => {
    const [s3, ...others] = answers.VpcEndpoints;
    const listed = (State: string) => ({ ...answers, VpcEndpoints: [{ ...s3, State }, ...others] });
    const endpointsOf = (json: object) =>
      workspaceOf(text(', routeTables: [rtb-0a1b2c3d]'), { 'vpc.json': JSON.stringify(json) }).network;
    expect(endpointsOf(listed(state))).toMatchObject({ endpoints: ['sts'] });
    expect(endpointsOf(listed('pending'))).toMatchObject({ endpoints: ['s3', 'sts'] });
  },
);

const broken = [
  ['no JSON', '{ Subnets:', 'NotJson', /vpc\.json is not JSON/],
  ['a list', '[]', 'NotADescription', /it is not a map/],
  ['an answer without route tables', '{ "Subnets": [] }', 'NotADescription', /RouteTables is not a list/],
  [
    'a subnet without its zone',
    JSON.stringify({ ...answers, Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', AvailableIpAddressCount: 5 }] }),
    'NotADescription',
    /Subnets\[0\]\.AvailabilityZoneId is not text/,
  ],
] as const;

test.each(broken)('a description that is %s is refused, and told how to save it again', (_, json, code, message) => {
  const [problem, ...others] = problemsIn(text(), { 'vpc.json': json });
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ path: 'network.existing.description', code, line: 4 });
  expect(problem?.message).toMatch(message);
  expect(problem?.fix).toMatch(/docs\/existing-network\.md/);
});

test('a description that is not there is refused where it is named', () => {
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text: text() });
  expect(result.ok ? [] : result.problems).toMatchObject([
    { path: 'network.existing.description', code: 'NoSuchFile', message: expect.stringMatching(/vpc\.json/) },
  ]);
});
