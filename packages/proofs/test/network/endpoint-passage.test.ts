import type { EvaluatedResource } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { crossing } from '../../src/network/crossing.ts';
import { endpointPassage } from '../../src/network/endpoint-passage.ts';
import { internetPassage } from '../../src/network/internet-passage.ts';
import { networkGround } from '../../src/network/network-ground.ts';
import type { Passage } from '../../src/network/passage.ts';
import { spotOf } from '../../src/network/spot.ts';
import { visitPassage } from '../../src/network/visit-passage.ts';
import { thing } from './thing.ts';

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
const acl = (number: number, more: object) =>
  thing('NetworkAclEntry', `acl-1 ${number}`, {
    ...{ NetworkAclId: 'acl-1', RuleNumber: number, Protocol: '6', RuleAction: 'allow', Egress: false },
    ...{ CidrBlock: '10.0.0.0/16', PortRange: { From: 443, To: 443 } },
    ...more,
  });

/** A network as it should be: work in two subnets, an endpoint in one of them, and a gateway. */
function network(): EvaluatedResource[] {
  const vpc = { VpcId: 'vpc-1' };
  return [
    thing('VPC', 'vpc-1', { ...vpc, CidrBlock: '10.0.0.0/16', EnableDnsSupport: true, EnableDnsHostnames: true }),
    ...[1, 2].flatMap((at) => [
      thing('Subnet', `subnet-${at}`, { SubnetId: `subnet-${at}`, ...vpc, CidrBlock: `10.0.${at}.0/24` }),
      thing('SubnetRouteTableAssociation', `a-${at}`, { SubnetId: `subnet-${at}`, RouteTableId: 'rtb-1' }),
      thing('SubnetNetworkAclAssociation', `n-${at}`, { SubnetId: `subnet-${at}`, NetworkAclId: 'acl-1' }),
    ]),
    thing('RouteTable', 'rtb-1', { RouteTableId: 'rtb-1', ...vpc }),
    thing('NetworkAcl', 'acl-1', { Id: 'acl-1', ...vpc }),
    acl(100, {}),
    acl(110, { PortRange: { From: 1024, To: 65_535 } }),
    acl(100, { Egress: true }),
    acl(110, { Egress: true, PortRange: { From: 1024, To: 65_535 } }),
    acl(120, { CidrBlock: '0.0.0.0/0', PortRange: { From: 1024, To: 65_535 } }),
    acl(120, { Egress: true, CidrBlock: '0.0.0.0/0' }),
    thing('SecurityGroup', 'sg-work', {
      GroupId: 'sg-work',
      SecurityGroupEgress: [
        { ...https, DestinationSecurityGroupId: 'sg-ends' },
        { ...https, DestinationPrefixListId: 'pl-s3' },
      ],
    }),
    thing('SecurityGroup', 'sg-ends', {
      GroupId: 'sg-ends',
      SecurityGroupIngress: [{ ...https, SourceSecurityGroupId: 'sg-work' }],
      SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32' }],
    }),
    thing('VPCEndpoint', 'vpce-sts', {
      ...{
        ...vpc,
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.eu-central-1.sts',
        PrivateDnsEnabled: true,
      },
      ...{ SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-ends'] },
    }),
    thing('VPCEndpoint', 'vpce-s3', {
      ...{ ...vpc, VpcEndpointType: 'Gateway', ServiceName: 'com.amazonaws.eu-central-1.s3', RouteTableIds: ['rtb-1'] },
    }),
    thing('AWS::SageMaker::Domain', 'Studio', { SubnetIds: ['subnet-1', 'subnet-2'], Groups: ['sg-work'] }),
  ];
}

type Change = (resources: EvaluatedResource[]) => void;

function read(change: Change = () => {}) {
  const resources = structuredClone(network()) as EvaluatedResource[];
  change(resources);
  const ground = networkGround(resources);
  const [domain] = ground.resources.ofType('AWS::SageMaker::Domain');
  if (domain === undefined) throw new Error('There is no domain.');
  const from = spotOf(domain, { subnets: 'SubnetIds', groups: 'Groups' }, ground);
  const endpoint = (service: string) => ground.network.endpoints.find((one) => one.service === service);
  return { ground, from, endpoint };
}

function toService(service: string, change?: Change): Passage {
  const { ground, from, endpoint } = read(change);
  const found = endpoint(service);
  if (found === undefined) throw new Error(`There is no endpoint of ${service}.`);
  const aim = { endpoint: found, host: `${service}.eu-central-1.amazonaws.com`, lists: ['pl-s3'] };
  return endpointPassage(from, aim, ground);
}

const without =
  (pattern: RegExp): Change =>
  (resources) => {
    const before = resources.length;
    const kept = resources.filter(
      (one) => !pattern.test(`${one.type} ${one.logicalId} ${JSON.stringify(one.properties)}`),
    );
    expect(kept.length).toBeLessThan(before);
    resources.splice(0, before, ...kept);
  };

const set =
  (id: string, more: object): Change =>
  (resources) => {
    const at = resources.findIndex(({ logicalId }) => logicalId === id);
    const found = resources[at] as EvaluatedResource;
    resources[at] = { ...found, properties: { ...found.properties, ...more } };
  };

const add =
  (...more: readonly EvaluatedResource[]): Change =>
  (resources) => {
    resources.push(...more);
  };

test('a network as it should be leads to the endpoint, and to the gateway', () => {
  expect(toService('sts')).toEqual({ verdict: 'open' });
  expect(toService('s3')).toEqual({ verdict: 'open' });
});

const away = { RouteTableId: 'rtb-1', GatewayId: 'vgw-1' };
const firewall = (Domains: readonly string[]): readonly EvaluatedResource[] => [
  thing('AWS::Route53Resolver::FirewallDomainList', 'Known', { Domains }),
  thing('AWS::Route53Resolver::FirewallDomainList', 'Every', { Domains: ['*'] }),
  thing('AWS::Route53Resolver::FirewallRuleGroup', 'Fire', {
    FirewallRules: [
      { Priority: 2, Action: 'BLOCK', FirewallDomainListId: '⟨s/Every.Id⟩' },
      { Priority: 1, Action: 'ALLOW', FirewallDomainListId: '⟨s/Known.Id⟩' },
    ],
  }),
  thing('AWS::Route53Resolver::FirewallRuleGroupAssociation', 'Join', {
    ...{ VpcId: 'vpc-1', FirewallRuleGroupId: '⟨s/Fire.Id⟩', Priority: 101 },
  }),
];

describe('to an interface endpoint, what is taken away is named', () => {
  test.each<readonly [string, Change, string]>([
    ['the private name', set('vpce-sts', { PrivateDnsEnabled: false }), 'vpce-sts'],
    ['names in the VPC', set('vpc-1', { EnableDnsHostnames: false }), 'vpc-1'],
    ['the resolver of the VPC', set('vpc-1', { EnableDnsSupport: 'false' }), 'vpc-1'],
    ['the way out of work', set('sg-work', { SecurityGroupEgress: [{ ...https, CidrIp: '10.9.0.0/16' }] }), 'sg-work'],
    [
      'the port of it',
      set('sg-work', { SecurityGroupEgress: [{ ...https, ToPort: 442, FromPort: 1, CidrIp: '10.0.0.0/8' }] }),
      'sg-work',
    ],
    ['the way into the endpoint', set('sg-ends', { SecurityGroupIngress: [] }), 'sg-ends'],
    [
      'a way in for UDP alone',
      set('sg-ends', { SecurityGroupIngress: [{ ...https, IpProtocol: 'udp', CidrIp: '10.0.0.0/8' }] }),
      'sg-ends',
    ],
    ['the group of the endpoint', set('vpce-sts', { SecurityGroupIds: [] }), 'vpce-sts'],
    ['the subnet of the endpoint', set('vpce-sts', { SubnetIds: [] }), 'vpce-sts'],
    [
      'a subnet of work from the way',
      add(thing('Route', 'r', { ...away, DestinationCidrBlock: '10.0.1.0/24' })),
      'rtb-1',
    ],
    ['the way through a router', add(thing('Route', 'r', { ...away, DestinationCidrBlock: '10.0.1.128/25' })), 'rtb-1'],
    ['the ACL on the way in', without(/NetworkAclEntry acl-1 100 .*"Egress":false/), 'acl-1'],
    ['the ACL on the way out', without(/NetworkAclEntry acl-1 (100|120) .*"Egress":true/), 'acl-1'],
    ['the answers in', without(/NetworkAclEntry acl-1 1[12]0 .*"Egress":false/), 'acl-1'],
    ['the answers out', without(/NetworkAclEntry acl-1 110 .*"Egress":true/), 'acl-1'],
    ['one address', add(acl(10, { RuleAction: 'deny', CidrBlock: '10.0.1.7/32', Egress: true })), 'acl-1 10'],
    ['the name by a firewall', add(...firewall(['*.example.com'])), 'Fire'],
  ])('%s', (_, change, at) => {
    const found = toService('sts', change);
    expect(found).toMatchObject({
      verdict: 'closed',
      at: { logicalId: at },
      fix: expect.stringMatching(/\w{3,}.*\.$/),
    });
  });

  test('and a firewall that knows the name lets it through', () => {
    expect(toService('sts', add(...firewall(['*.amazonaws.com'])))).toEqual({ verdict: 'open' });
  });

  test('a group that nobody has described leaves it open whether', () => {
    const strange = set('vpce-sts', { SecurityGroupIds: ['sg-other'] });
    expect(toService('sts', strange)).toMatchObject({
      verdict: 'unknown',
      because: expect.stringContaining('sg-other'),
    });
  });
});

describe('to a gateway, what is taken away is named', () => {
  test.each<readonly [string, Change, string]>([
    ['the route table', set('vpce-s3', { RouteTableIds: ['rtb-2'] }), 'rtb-1'],
    ['the table of a subnet', without(/SubnetRouteTableAssociation a-2/), 'subnet-2'],
    [
      'the list of addresses',
      set('sg-work', { SecurityGroupEgress: [{ ...https, DestinationPrefixListId: 'pl-x' }] }),
      'sg-work',
    ],
    ['the ACL on the way out', without(/NetworkAclEntry acl-1 120 .*"Egress":true/), 'acl-1'],
    ['the answers', without(/NetworkAclEntry acl-1 120 .*"Egress":false/), 'acl-1'],
  ])('%s', (_, change, at) => {
    expect(toService('s3', change)).toMatchObject({ verdict: 'closed', at: { logicalId: at } });
  });

  test('an ACL that lets some public addresses pass leaves it open whether they are those of S3', () => {
    const some: Change = (resources) => {
      without(/NetworkAclEntry acl-1 120 .*"Egress":true/)(resources);
      resources.push(acl(130, { Egress: true, CidrBlock: '52.219.0.0/16' }));
    };
    expect(toService('s3', some)).toMatchObject({ verdict: 'unknown' });
  });

  test('an ACL that shuts private addresses alone lets S3 through', () => {
    const shut = acl(10, { Egress: true, RuleAction: 'deny', CidrBlock: '192.168.0.0/16' });
    expect(toService('s3', add(shut))).toEqual({ verdict: 'open' });
  });
});

describe('between spots', () => {
  const nfs = { IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049 };
  const ownLines: Change = (resources) => {
    set('sg-work', {
      SecurityGroupEgress: [{ ...nfs, DestinationSecurityGroupId: 'sg-work' }],
      SecurityGroupIngress: [{ ...nfs, SourceSecurityGroupId: 'sg-work' }],
    })(resources);
  };
  const among = (change: Change) => {
    const { ground, from } = read(change);
    return crossing(from, from, { from: 2049, to: 2049 }, ground);
  };

  test('members of a group reach each other by lines that name it', () => {
    expect(among(ownLines)).toEqual({ verdict: 'open' });
    expect(among(() => {})).toMatchObject({ verdict: 'closed', at: { logicalId: 'sg-work' } });
  });

  test('an ACL without their port is named', () => {
    const shut: Change = (resources) => {
      ownLines(resources);
      without(/NetworkAclEntry acl-1 1[12]0 /)(resources);
    };
    expect(among(shut)).toMatchObject({ verdict: 'closed', at: { logicalId: 'acl-1' } });
  });
});

describe('to the internet', () => {
  const wayOut = [
    thing('Subnet', 'subnet-9', { SubnetId: 'subnet-9', VpcId: 'vpc-1', CidrBlock: '10.0.9.0/24' }),
    thing('RouteTable', 'rtb-9', { RouteTableId: 'rtb-9', VpcId: 'vpc-1' }),
    thing('SubnetRouteTableAssociation', 'a-9', { SubnetId: 'subnet-9', RouteTableId: 'rtb-9' }),
    thing('NatGateway', 'Nat', { SubnetId: 'subnet-9' }),
    thing('Route', 'r-1', { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: '⟨s/Nat⟩' }),
    thing('InternetGateway', 'Igw', {}),
    thing('VPCGatewayAttachment', 'Att', { VpcId: 'vpc-1', InternetGatewayId: '⟨s/Igw⟩' }),
    thing('Route', 'r-9', { RouteTableId: 'rtb-9', DestinationCidrBlock: '0.0.0.0/0', GatewayId: '⟨s/Igw⟩' }),
  ];
  const out: Change = (resources) => {
    resources.push(...wayOut);
    set('sg-work', { SecurityGroupEgress: [{ ...https, CidrIp: '0.0.0.0/0' }] })(resources);
  };
  const passage = (change: Change) => {
    const { ground, from } = read(change);
    return internetPassage(from, ground);
  };

  test('a NAT gateway that stands where a route leads out lets work out', () => {
    expect(passage(out)).toEqual({ verdict: 'open' });
  });

  test.each(['Route r-1', 'Route r-9', 'VPCGatewayAttachment Att', 'SubnetRouteTableAssociation a-9'])(
    'without %s nothing gets out',
    (gone) => {
      const taken: Change = (resources) => {
        out(resources);
        without(new RegExp(gone))(resources);
      };
      expect(passage(taken)).toMatchObject({ verdict: 'closed' });
    },
  );

  test('without a line of the group nothing gets out', () => {
    expect(passage(add(...wayOut))).toMatchObject({ verdict: 'closed', at: { logicalId: 'sg-work' } });
  });
});

test('an endpoint answers browsers of a range that its groups let in, and no others', () => {
  const { ground, endpoint } = read(set('sg-ends', { SecurityGroupIngress: [{ ...https, CidrIp: '10.0.0.0/8' }] }));
  const sts = endpoint('sts');
  if (sts === undefined) throw new Error('There is no endpoint of sts.');
  expect(visitPassage(sts, '10.0.2.0/24', ground)).toEqual({ verdict: 'open' });
  expect(visitPassage(sts, '192.168.0.0/16', ground)).toMatchObject({
    verdict: 'closed',
    at: { logicalId: 'sg-ends' },
  });
});
