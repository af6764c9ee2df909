import { expect, test } from 'vitest';
import { kindOf } from '../../../src/kinds/kinds.ts';
import { newWorld } from '../../../src/world/new-world.ts';
import type { JsonMap, StoredResource } from '../../../src/world/resource-store.ts';
import type { World } from '../../../src/world/world.ts';

function make(world: World, type: string, properties: JsonMap): StoredResource {
  return kindOf(type).create({ type, properties, stack: 'stack', logicalId: 'Thing' }, world);
}

function remove(world: World, resource: StoredResource): void {
  kindOf(resource.type).remove(resource, world);
}

const standing: readonly (readonly [string, (vpc: string) => JsonMap])[] = [
  ['AWS::EC2::RouteTable', (VpcId) => ({ VpcId })],
  ['AWS::EC2::NetworkAcl', (VpcId) => ({ VpcId })],
  ['AWS::EC2::VPCGatewayAttachment', (VpcId) => ({ VpcId, InternetGatewayId: 'igw-1' })],
  ['AWS::EC2::EgressOnlyInternetGateway', (VpcId) => ({ VpcId })],
  [
    'AWS::EC2::VPCEndpoint',
    (VpcId) => ({ VpcId, ServiceName: 'com.amazonaws.eu-central-1.s3', VpcEndpointType: 'Gateway' }),
  ],
  ['AWS::EC2::VPCPeeringConnection', (VpcId) => ({ VpcId, PeerVpcId: 'vpc-elsewhere' })],
  ['AWS::EC2::VPCPeeringConnection', (PeerVpcId) => ({ VpcId: 'vpc-elsewhere', PeerVpcId })],
];
test.each(standing)('a VPC cannot go before its %s', (type, properties) => {
  const world = newWorld();
  const vpc = make(world, 'AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
  const made = make(world, type, properties(vpc.id));
  expect(() => remove(world, vpc)).toThrow(/has dependencies/);
  remove(world, made);
  remove(world, vpc);
});

test('a VPC has a default group that nobody deletes but with it, a main route table and a default list of rules', () => {
  const world = newWorld();
  const vpc = make(world, 'AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
  const ofNetwork = world.resources.list().filter(({ madeBy }) => madeBy === vpc.id);
  const [group, ...others] = ofNetwork;
  expect(others.map(({ type }) => type)).toEqual(['AWS::EC2::RouteTable', 'AWS::EC2::NetworkAcl']);
  expect(() => group && remove(world, group)).toThrow(/cannot be deleted by a user/);
});
