import { expect, test } from 'vitest';
import { ExistingNetwork } from '../../src/network/existing-network.ts';
import { IsolatedNetwork } from '../../src/network/isolated-network.ts';
import { type Deployed, deployed, ofType } from './deployed.ts';

const visitors = { cidrs: ['10.1.0.0/16', '10.2.0.0/16'], services: ['sagemaker.studio', 'sagemaker.api'] };
const endpoints = ['sts', 'sagemaker.api', 'sagemaker.studio'].map((service) => ({ service }));
const subnets = [{ cidr: '10.0.0.0/20', zone: 'euc1-az2' }];

const networks: Readonly<Record<string, () => Record<string, Deployed>>> = {
  isolated: () =>
    deployed((stack) => void new IsolatedNetwork(stack, 'N', { cidr: '10.0.0.0/16', subnets, endpoints, visitors })),
  existing: () =>
    deployed(
      (stack) => void new ExistingNetwork(stack, 'N', { vpcId: 'vpc-1', subnetIds: ['subnet-1'], endpoints, visitors }),
    ),
};

test.each(Object.keys(networks))(
  'browsers reach the endpoints that are named and no other, in an %s network',
  (kind) => {
    const resources = networks[kind]?.() ?? {};
    const groupsOf = (service: string) => {
      const endpoint = ofType(resources, 'AWS::EC2::VPCEndpoint').find(({ Properties }) =>
        JSON.stringify(Properties.ServiceName).includes(service),
      );
      return JSON.stringify(endpoint?.Properties.SecurityGroupIds);
    };
    expect(groupsOf('.studio')).toContain('Visitors');
    expect(groupsOf('sagemaker.api')).toContain('Visitors');
    expect(groupsOf('.sts')).not.toContain('Visitors');
  },
);

test('they come from the ranges that are named, over HTTPS, and their group opens nothing out', () => {
  const groups = ofType(networks.isolated?.() ?? {}, 'AWS::EC2::SecurityGroup').map(({ Properties }) => Properties);
  const group = groups.find(({ GroupDescription }) => String(GroupDescription).includes('browsers'));
  const rules = group?.SecurityGroupIngress as { CidrIp: string; FromPort: number; ToPort: number }[];
  expect(rules.map(({ CidrIp, FromPort, ToPort }) => [CidrIp, FromPort, ToPort])).toEqual([
    ['10.1.0.0/16', 443, 443],
    ['10.2.0.0/16', 443, 443],
  ]);
  expect(group?.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '127.0.0.1/32' })]);
});
