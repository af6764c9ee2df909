import { expect, test } from 'vitest';
import { kindOf } from '../../src/kinds/kinds.ts';
import { ec2 } from '../../src/services/ec2/ec2.ts';
import { newWorld } from '../../src/world/new-world.ts';
import type { JsonMap } from '../../src/world/resource-store.ts';

/** Two networks alike. */
function networks() {
  const world = newWorld();
  const make = (type: string, properties: JsonMap = {}) =>
    kindOf(type).create({ type, properties, stack: null, logicalId: null }, world);
  const made = ['10.0.0.0/16', '10.1.0.0/16'].map((CidrBlock) => {
    const { id: VpcId } = make('AWS::EC2::VPC', { CidrBlock });
    const { id: SubnetId } = make('AWS::EC2::Subnet', { VpcId, CidrBlock });
    const { id: InternetGatewayId } = make('AWS::EC2::InternetGateway');
    const { id: VpnGatewayId } = make('AWS::EC2::VPNGateway', { Type: 'ipsec.1' });
    make('AWS::EC2::VPCGatewayAttachment', { VpcId, InternetGatewayId });
    make('AWS::EC2::VPCGatewayAttachment', { VpcId, VpnGatewayId, AttachmentType: 'VGW' });
    make('AWS::EC2::NatGateway', { SubnetId });
    make('AWS::EC2::VPCEndpoint', { VpcId, ServiceName: 'com.amazonaws.eu-central-1.s3', VpcEndpointType: 'Gateway' });
    return VpcId;
  });
  const ask = async (action: string, input: object) =>
    await ec2.operations[action]?.(input as JsonMap, world, { arn: '', accessKeyId: '' });
  return { ask, vpc: made[0] ?? '' };
}

const filter = (Name: string, value: string) => [{ Name, Values: [value] }];

test.each([
  ['DescribeSubnets', 'Subnets', 1],
  ['DescribeSecurityGroups', 'SecurityGroups', 1],
  ['DescribeRouteTables', 'RouteTables', 1],
  ['DescribeNetworkAcls', 'NetworkAcls', 1],
  ['DescribeVpcEndpoints', 'VpcEndpoints', 1],
  ['DescribeNetworkInterfaces', 'NetworkInterfaces', 1],
])('%s tells what stands in one network', async (action, list, count) => {
  const { ask, vpc } = networks();
  expect((await ask(action, { Filters: filter('vpc-id', vpc) }))?.[list]).toHaveLength(count);
});

test.each([
  ['DescribeInternetGateways', 'InternetGateways', 'Filters', 'attachment.vpc-id'],
  ['DescribeVpnGateways', 'VpnGateways', 'Filters', 'attachment.vpc-id'],
  ['DescribeNatGateways', 'NatGateways', 'Filter', 'vpc-id'],
])('%s tells the gateways of one network', async (action, list, member, name) => {
  const { ask, vpc } = networks();
  expect((await ask(action, { [member]: filter(name, vpc) }))?.[list]).toHaveLength(1);
});

test('the main route table and the default list of rules say that they are', async () => {
  const { ask, vpc } = networks();
  const Filters = filter('vpc-id', vpc);
  expect(await ask('DescribeRouteTables', { Filters })).toMatchObject({
    RouteTables: [{ Associations: [{ Main: true }] }],
  });
  expect(await ask('DescribeNetworkAcls', { Filters })).toMatchObject({ NetworkAcls: [{ IsDefault: true }] });
});
