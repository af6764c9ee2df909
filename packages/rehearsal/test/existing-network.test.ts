import { fileURLToPath } from 'node:url';
import { type ExistingNetworkSettings, loadWorkspace, parseWorkspace } from '@atelier/core';
import { newWorld, type World } from '@atelier/simulated-aws';
import { describe, expect, test } from 'vitest';
import { putExistingNetwork } from '../src/existing-network.ts';
import { touched } from '../src/touched.ts';

type Read = Awaited<ReturnType<typeof loadWorkspace>>;

function networkOf(read: Read): ExistingNetworkSettings {
  if (!read.ok || read.workspace.network.kind === 'new') throw new Error(JSON.stringify(read));
  return read.workspace.network;
}

const example = fileURLToPath(new URL('../../../examples/existing/atelier.yaml', import.meta.url));
const described = async () => networkOf(await loadWorkspace(example));
const notDescribed = (mode: string) => {
  const settings = 'vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d], cidr: 10.1.0.0/16';
  const existing = `{ ${settings}, routeTables: [rtb-0a1b2c3d], endpoints: [s3, sts] }`;
  const text = `workspace: acme\naws: { region: eu-central-1 }\nnetwork: { mode: ${mode}, existing: ${existing} }\n`;
  return networkOf(parseWorkspace({ file: 'atelier.yaml', folder: '/', text }));
};

function worldWith(network: ExistingNetworkSettings): World {
  const world = newWorld();
  putExistingNetwork(world, network);
  return world;
}

const countsOf = (world: World) =>
  Object.fromEntries(
    [...Map.groupBy(world.resources.list(), ({ type }) => type)].map(([type, all]) => [type, all.length]),
  );

describe('the network of a rehearsal', () => {
  test('is what its description says, with ranges, routes, policies and interfaces', async () => {
    const world = worldWith(await described());
    expect(countsOf(world)).toEqual({
      ...{ 'AWS::EC2::VPC': 1, 'AWS::EC2::Subnet': 3, 'AWS::EC2::RouteTable': 1, 'AWS::EC2::Route': 1 },
      ...{ 'AWS::EC2::VPCEndpoint': 3, 'AWS::EC2::SecurityGroup': 1, 'AWS::EC2::NetworkInterface': 6 },
    });
    expect(world.resources.get('AWS::EC2::Subnet', 'subnet-1a1b2c3d')?.properties).toMatchObject({
      CidrBlock: '10.7.1.0/24',
      AvailabilityZone: 'eu-central-1b',
    });
    expect(world.resources.get('AWS::EC2::VPCEndpoint', 'vpce-0a1b2c3d4e5f60718')?.properties).toMatchObject({
      ServiceName: 'com.amazonaws.eu-central-1.s3',
      PolicyDocument: expect.stringContaining('Allow'),
    });
  });

  test.each(['isolated', 'egress'])('that nobody has described is what the file says of it, with mode %s', (mode) => {
    const world = worldWith(notDescribed(mode));
    expect(countsOf(world)).toEqual({
      ...{ 'AWS::EC2::VPC': 1, 'AWS::EC2::Subnet': 2, 'AWS::EC2::RouteTable': 1, 'AWS::EC2::VPCEndpoint': 2 },
      ...{ 'AWS::EC2::SecurityGroup': 1, 'AWS::EC2::NetworkInterface': 2 },
      ...(mode === 'egress' ? { 'AWS::EC2::Route': 1 } : {}),
    });
    const ranges = world.resources.list('AWS::EC2::Subnet').map(({ properties }) => properties.CidrBlock);
    expect(new Set(ranges).size).toBe(2);
  });
});

type Change = (world: World) => void;

const changes: readonly (readonly [string, string, Change])[] = [
  [
    'a subnet that is removed',
    'AWS::EC2::Subnet subnet-0a1b2c3d',
    ({ resources }) => resources.remove('AWS::EC2::Subnet', 'subnet-0a1b2c3d'),
  ],
  ...(
    [
      ['VPC', 'vpc-0a1b2c3d', { EnableDnsHostnames: false }],
      ['RouteTable', 'rtb-0a1b2c3d', { Tags: [{ Key: 'atelier:workspace', Value: 'harbour' }] }],
      ['VPCEndpoint', 'vpce-0a1b2c3d4e5f60718', { PolicyDocument: '{}' }],
      ['VPCEndpoint', 'vpce-0a1b2c3d4e5f60718', { RouteTableIds: [] }],
      [
        'SecurityGroup',
        'sg-0a1b2c3d4e5f60718',
        { SecurityGroupIngress: [{ CidrIp: '10.7.0.0/16', IpProtocol: '-1' }] },
      ],
    ] as const
  ).map(([type, id, properties]): readonly [string, string, Change] => [
    `a ${type} with other ${Object.keys(properties)}`,
    `AWS::EC2::${type} ${id}`,
    ({ resources }) => {
      const thing = resources.get(`AWS::EC2::${type}`, id);
      if (thing !== undefined) resources.put({ ...thing, properties: { ...thing.properties, ...properties } });
    },
  ]),
];

test.each(changes)('%s counts as touched', async (_, line, change) => {
  const before = worldWith(await described());
  const now = before.copy();
  expect(touched(before, now)).toEqual([]);
  change(now);
  expect(touched(before, now)).toEqual([line]);
});

test('what comes beside it does not', async () => {
  const before = worldWith(await described());
  const now = before.copy();
  const own = {
    attributes: {},
    stack: 'harbour-network',
    logicalId: 'Group',
    createdMs: 0,
    status: null,
    madeBy: null,
  };
  now.resources.put({ ...own, type: 'AWS::EC2::SecurityGroup', id: 'sg-1', properties: { VpcId: 'vpc-0a1b2c3d' } });
  expect(touched(before, now)).toEqual([]);
});
