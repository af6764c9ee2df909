import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { EgressNetwork } from '../../src/network/egress-network.ts';
import { IsolatedNetwork } from '../../src/network/isolated-network.ts';
import { type Deployed, deployed, ofType, stackOf } from './deployed.ts';

const props = {
  cidr: '10.0.0.0/16',
  subnets: [{ cidr: '10.0.0.0/20', zone: 'euc1-az2' }],
  endpoints: [{ service: 'sts' }],
};
const publicSubnet = { cidr: '10.0.255.0/28', zone: 'euc1-az2' };

let resources: Record<string, Deployed>;

beforeAll(() => {
  resources = deployed((stack) => void new EgressNetwork(stack, 'Network', { ...props, publicSubnet }));
});

test('private subnets leave through the NAT gateway, and only its own subnet through the internet gateway', () => {
  const routes = ofType(resources, 'AWS::EC2::Route').map(({ Properties }) => Properties);
  expect(routes).toHaveLength(2);
  const [out, nat] = [routes.find((route) => 'GatewayId' in route), routes.find((route) => 'NatGatewayId' in route)];
  expect(String(out?.RouteTableId)).toMatch(/PublicRouteTable/);
  expect(String(nat?.RouteTableId)).toMatch(/PrivateRouteTable/);
  const places = ofType(resources, 'AWS::EC2::SubnetRouteTableAssociation').map(({ Properties }) => Properties);
  const outside = places.filter((place) => place.RouteTableId === out?.RouteTableId);
  expect(outside.map((place) => String(place.SubnetId))).toEqual([expect.stringMatching(/PublicSubnet/)]);
});

test('work may open HTTP and HTTPS to everywhere, nothing else, and nobody may open anything to it', () => {
  const rules = ofType(resources, 'AWS::EC2::SecurityGroupEgress').map(({ Properties }) => Properties);
  const open = rules.filter((rule) => rule.CidrIp === '0.0.0.0/0');
  expect(open.map((rule) => [rule.IpProtocol, rule.FromPort, rule.ToPort])).toEqual([
    ['tcp', 80, 80],
    ['tcp', 443, 443],
  ]);
  expect(JSON.stringify(ofType(resources, 'AWS::EC2::SecurityGroupIngress'))).not.toContain('0.0.0.0/0');
});

test('everything that an isolated network has is there under the same logical ids, but the firewall for names', () => {
  const isolated = Template.fromStack(stackOf((stack) => void new IsolatedNetwork(stack, 'Network', props)));
  const missing = Object.entries(isolated.toJSON().Resources as Record<string, Deployed>)
    .filter(([id]) => resources[id] === undefined)
    .map(([, { Type }]) => Type);
  expect(missing.filter((type) => !type.startsWith('AWS::Route53Resolver::'))).toEqual([]);
});
