import { expect, test } from 'vitest';
import { existingNetworkFindings } from '../../src/region/network-findings.ts';
import { answers, endpoint, subnets, vpc, workspaceIn } from './described-network.ts';

type Answers = ReturnType<typeof answers>;

function changed(change: (json: Answers) => void): Answers {
  const json = answers();
  change(json);
  return json;
}

/** Without what is said of every network that has endpoints of its own. */
const findingsIn = (written: Parameters<typeof workspaceIn>[0]) =>
  existingNetworkFindings(workspaceIn(written)).filter(({ code }) => code !== 'EndpointPoliciesOfOthers');
const first = <Item>(items: readonly Item[]): Item => items[0] as Item;
const withRoute = (target: Record<string, string>, destination = '0.0.0.0/0') =>
  changed(({ RouteTables }) => first(RouteTables).Routes.push({ DestinationCidrBlock: destination, ...target }));

test('a network as it should be has no findings', () => {
  expect(findingsIn({ json: answers() })).toEqual([]);
});

test('a network that nobody has described is told about, and how to describe it', () => {
  expect(findingsIn({ json: null })).toMatchObject([
    { level: 'warning', code: 'NetworkNotDescribed', fix: expect.stringMatching(/docs\/existing-network\.md/) },
  ]);
});

const internetRoutes: readonly (readonly [string, Record<string, string>, RegExp])[] = [
  ['an internet gateway', { GatewayId: 'igw-1' }, /igw-1, an internet gateway/],
  ['a NAT gateway', { NatGatewayId: 'nat-1' }, /nat-1, a NAT gateway/],
  ['a peered VPC', { VpcPeeringConnectionId: 'pcx-1' }, /pcx-1, a peered VPC/],
  ['a transit gateway', { TransitGatewayId: 'tgw-1' }, /tgw-1, a transit gateway/],
  ['a VPN', { GatewayId: 'vgw-1' }, /vgw-1, a VPN/],
  ['an interface of a firewall', { NetworkInterfaceId: 'eni-1' }, /eni-1, a network interface/],
  ['a carrier gateway', { CarrierGatewayId: 'cagw-1' }, /cagw-1/],
  ['an endpoint of a load balancer', { GatewayId: 'vpce-firewall' }, /vpce-firewall/],
  ['something that is not known', { OdbNetworkArn: 'odb' }, /unknown/],
];

test.each(internetRoutes)('a route out through %s is an error for each subnet that has it', (_, target, message) => {
  const found = findingsIn({ json: withRoute(target) });
  expect(found.map(({ level, code }) => [level, code])).toEqual(subnets.map(() => ['error', 'RouteOut']));
  expect(first(found).message).toMatch(message);
  expect(first(found).message).toMatch(/subnet-0a1b2c3d has a route out: 0\.0\.0\.0\/0/);
});

test('a route out over IPv6 is one, too', () => {
  const json = changed(({ RouteTables }) =>
    first(RouteTables).Routes.push({ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' }),
  );
  expect(findingsIn({ json })).toHaveLength(3);
});

test('with mode egress a NAT gateway is asked for, and an internet gateway is not', () => {
  const egress = (json: Answers) => findingsIn({ json, mode: 'egress' }).map(({ code }) => code);
  expect(egress(withRoute({ NatGatewayId: 'nat-1' }))).toEqual([]);
  expect(egress(withRoute({ GatewayId: 'igw-1' }))).toEqual(subnets.map(() => 'RouteOut'));
  expect(egress(answers())).toEqual(subnets.map(() => 'NoRouteOut'));
});

const cases: readonly (readonly [string, Answers, string, string, RegExp, RegExp])[] = [
  [
    'a subnet that the description does not know',
    changed((json) => json.Subnets.splice(2)),
    'error',
    'UnknownSubnet',
    /does not know subnet-2a1b2c3d\. .*subnet-0a1b2c3d, subnet-1a1b2c3d/,
    /describe-subnets/,
  ],
  [
    'a subnet of another VPC',
    changed(({ Subnets }) => Object.assign(first(Subnets), { VpcId: 'vpc-ffffffff' })),
    'error',
    'SubnetOfAnotherVpc',
    /subnet-0a1b2c3d is in vpc-ffffffff, not in vpc-0a1b2c3d/,
    /vpc: vpc-ffffffff/,
  ],
  [
    'two subnets in one zone',
    changed(({ Subnets }) => Object.assign(first(Subnets), { AvailabilityZoneId: 'euc1-az2' })),
    'error',
    'SameZone',
    /subnet-0a1b2c3d and subnet-1a1b2c3d are both in euc1-az2/,
    /another zone/,
  ],
  [
    'a subnet that gives out public addresses',
    changed(({ Subnets }) => Object.assign(first(Subnets), { MapPublicIpOnLaunch: true })),
    'error',
    'PublicSubnet',
    /subnet-0a1b2c3d gives a public address/,
    /modify-subnet-attribute/,
  ],
  [
    'names that do not resolve',
    changed((json) => Object.assign(json, { EnableDnsSupport: { Value: false } })),
    'error',
    'NoDns',
    /enableDnsSupport is off/,
    /--enable-dns-support/,
  ],
  [
    'names of which nobody knows whether they resolve',
    changed((json) => Object.assign(json, { EnableDnsHostnames: undefined })),
    'warning',
    'DnsNotDescribed',
    /whether enableDnsHostnames is on/,
    /describe-vpc-attribute/,
  ],
  [
    'an endpoint that is missing',
    changed((json) => Object.assign(json, { VpcEndpoints: json.VpcEndpoints.slice(0, -1) })),
    'warning',
    'EndpointsWillBeMade',
    /lacks an endpoint for sagemaker\.runtime/,
    /Nothing to do/,
  ],
  [
    'a way to S3 that the subnets do not have',
    changed(({ VpcEndpoints }) => Object.assign(first(VpcEndpoints), { RouteTableIds: [] })),
    'error',
    'S3NotRouted',
    /vpce-s3, the way to S3, is not in rtb-0a1b2c3d/,
    /--add-route-table-ids rtb-0a1b2c3d/,
  ],
];

test.each(cases)('%s is told about', (_, json, level, code, message, fix) => {
  const found = findingsIn({ json });
  expect(found).toMatchObject([{ level, code, whose: 'yours' }]);
  expect(first(found).message).toMatch(message);
  expect(first(found).fix).toMatch(fix);
});

test('a subnet without any route table is an error: nobody can say where it leads', () => {
  const json = changed((its) => Object.assign(first(its.RouteTables), { VpcId: 'vpc-ffffffff' }));
  const codes = findingsIn({ json, existing: ', routeTables: [rtb-0a1b2c3d]' });
  expect(codes.map(({ code }) => code)).toEqual(subnets.map(() => 'NoRouteTable'));
});

test('an endpoint whose private names are off is made again, and the reader told how to avoid it', () => {
  const json = changed(({ VpcEndpoints }) => Object.assign(VpcEndpoints[1] ?? {}, { PrivateDnsEnabled: false }));
  expect(findingsIn({ json }).map(({ code }) => code)).toEqual(['EndpointWithoutNames', 'EndpointsWillBeMade']);
});

test('a second endpoint beside one with private names is refused, as AWS would refuse it', () => {
  const services = answers().VpcEndpoints.map(({ ServiceName }) => ServiceName.split('.').slice(3).join('.'));
  const existing = `, endpoints: [${services.filter((service) => service !== 'sts')}]`;
  const found = findingsIn({ json: answers(), existing });
  expect(found.filter(({ level }) => level === 'error')).toMatchObject([
    { code: 'EndpointIsThere', message: expect.stringMatching(new RegExp(`${vpc} has an endpoint for sts already`)) },
  ]);
});

test('an endpoint that the file claims and the network does not have is refused', () => {
  const json = changed((its) =>
    Object.assign(its, { VpcEndpoints: [first(its.VpcEndpoints), endpoint('vpce-sts', 'sts')] }),
  );
  const found = findingsIn({ json, existing: ', endpoints: [s3, sts, logs]' });
  expect(found.filter(({ level }) => level === 'error')).toMatchObject([
    { code: 'EndpointNotThere', message: expect.stringMatching(/logs is there/) },
  ]);
});
