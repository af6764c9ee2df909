import { beforeAll, describe, expect, test } from 'vitest';
import { ExistingNetwork, type ExistingNetworkProps } from '../../src/network/existing-network.ts';
import { type Deployed, deployed, ofType } from './deployed.ts';

const routeTableIds = ['rtb-0a1b2c3d4e5f60718'];
const there = {
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  subnetIds: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'],
};

function made(props: Partial<ExistingNetworkProps>) {
  let network: ExistingNetwork | undefined;
  const resources = deployed((stack) => {
    network = new ExistingNetwork(stack, 'Network', { ...there, ...props });
  });
  return { resources, network };
}

describe('in a network that is there already', () => {
  let plain: { resources: Record<string, Deployed>; network: ExistingNetwork | undefined };

  beforeAll(() => {
    plain = made({});
  });

  test('only groups are made, unless more is asked for', () => {
    const types = new Set(Object.values(plain.resources).map(({ Type }) => Type));
    expect([...types].toSorted()).toEqual([
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::SecurityGroupEgress',
      'AWS::EC2::SecurityGroupIngress',
    ]);
    expect(plain.network).toMatchObject({ ...there, s3EndpointId: undefined, endpoints: {}, withoutPolicy: [] });
  });

  test('endpoints stand in its subnets, and the way to S3 in its route tables', () => {
    const { resources, network } = made({ routeTableIds, endpoints: [{ service: 'sts', zones: [1] }] });
    const endpoints = ofType(resources, 'AWS::EC2::VPCEndpoint').map(({ Properties }) => Properties);
    expect(endpoints).toMatchObject([
      { ServiceName: 'com.amazonaws.eu-central-1.sts', SubnetIds: there.subnetIds.slice(1), VpcId: there.vpcId },
      { ServiceName: 'com.amazonaws.eu-central-1.s3', RouteTableIds: routeTableIds, VpcId: there.vpcId },
    ]);
    expect(network?.s3EndpointId).toBeDefined();
  });

  test('work reaches no address range, unless that of the VPC is given', () => {
    expect(JSON.stringify(ofType(plain.resources, 'AWS::EC2::SecurityGroup'))).not.toMatch(/CidrIp":"(?!127\.)/);
    const { resources } = made({ cidr: '10.1.0.0/16' });
    const groups = JSON.stringify(ofType(resources, 'AWS::EC2::SecurityGroup'));
    expect(groups.match(/CidrIp":"10\.1\.0\.0\/16"/g)).toHaveLength(2);
  });
});
