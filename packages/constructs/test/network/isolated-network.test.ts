import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { IsolatedNetwork, type IsolatedNetworkProps } from '../../src/network/isolated-network.ts';
import { type Deployed, deployed, ofType, stackOf } from './deployed.ts';

const props: IsolatedNetworkProps = {
  cidr: '10.0.0.0/16',
  subnets: [
    { cidr: '10.0.0.0/20', zone: 'euc1-az2' },
    { cidr: '10.0.16.0/20', zone: 'euc1-az3' },
  ],
  endpoints: [
    { service: 'sagemaker.api' },
    { service: 'sagemaker.experiments' },
    { service: 'git-codecommit' },
    { service: 'servicecatalog' },
    { service: 'redshift-serverless', zones: [1] },
  ],
  flowLogs: {
    retentionDays: 90,
    kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    rolePath: '/ml/',
  },
};

let resources: Record<string, Deployed>;
let network: IsolatedNetwork;

beforeAll(() => {
  resources = deployed((stack) => {
    network = new IsolatedNetwork(stack, 'Network', props);
  });
});

function withProps(change: Partial<IsolatedNetworkProps>, env?: { region?: string; account?: string }) {
  const make = (stack: Stack) => void new IsolatedNetwork(stack, 'Network', { ...props, ...change });
  return Template.fromStack(stackOf(make, env));
}

describe('nothing leads out', () => {
  test('there is no gateway to the internet, no NAT, no address and no route', () => {
    const types = Object.values(resources).map(({ Type }) => Type);
    const outward = /::(Route|InternetGateway|EgressOnlyInternetGateway|NatGateway|EIP|TransitGateway\w*|VPNGateway)$/;
    expect(types.filter((type) => outward.test(type))).toEqual([]);
    expect(types).toContain('AWS::EC2::RouteTable');
  });

  test('every subnet has the one route table, and gives out no public addresses', () => {
    const subnets = ofType(resources, 'AWS::EC2::Subnet');
    expect(subnets).toHaveLength(2);
    for (const { Properties } of subnets) expect(Properties.MapPublicIpOnLaunch).toBe(false);
    const tables = ofType(resources, 'AWS::EC2::SubnetRouteTableAssociation').map(
      ({ Properties }) => Properties.RouteTableId,
    );
    expect(tables).toEqual([idOf('AWS::EC2::RouteTable'), idOf('AWS::EC2::RouteTable')]);
  });

  test('no egress rule names an address range, save the loopback that stands for none', () => {
    const inline = ofType(resources, 'AWS::EC2::SecurityGroup').flatMap(
      ({ Properties }) => Properties.SecurityGroupEgress as Record<string, unknown>[],
    );
    const rules = [
      ...inline,
      ...ofType(resources, 'AWS::EC2::SecurityGroupEgress').map(({ Properties }) => Properties),
    ];
    const ranges = rules.flatMap((rule) => [rule.CidrIp, rule.CidrIpv6]).filter((range) => range !== undefined);
    expect(ranges).toEqual(['127.0.0.1/32']);
  });

  test('every group has an egress rule inline, for without one AWS lets everything out', () => {
    for (const { Properties } of ofType(resources, 'AWS::EC2::SecurityGroup')) {
      expect(Properties.SecurityGroupEgress).not.toEqual([]);
    }
  });

  test('foreign names are not looked up', () => {
    const [group] = ofType(resources, 'AWS::Route53Resolver::FirewallRuleGroup');
    expect(group?.Properties.FirewallRules).toMatchObject([
      { Priority: 1, Action: 'ALLOW', FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN' },
      { Priority: 2, Action: 'BLOCK', BlockResponse: 'NXDOMAIN' },
    ]);
    const lists = ofType(resources, 'AWS::Route53Resolver::FirewallDomainList');
    expect(lists.map(({ Properties }) => Properties.Domains)).toEqual([
      ['*.amazonaws.com', '*.amazonaws.com.cn', '*.aws', '*.internal'],
      ['*'],
    ]);
    expect(ofType(resources, 'AWS::Route53Resolver::FirewallRuleGroupAssociation')).toMatchObject([
      { Properties: { VpcId: idOf('AWS::EC2::VPC') } },
    ]);
  });
});

describe('work', () => {
  test('reaches the endpoints, S3 and itself, each on the ports it needs', () => {
    const [toEndpoints, toS3] = groupNamed('Notebooks').SecurityGroupEgress as Record<string, unknown>[];
    expect(toEndpoints).toMatchObject({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 });
    expect(toEndpoints?.DestinationSecurityGroupId).toMatch(/Endpoints/);
    expect(toS3).toMatchObject({ DestinationPrefixListId: 'pl-6ea54007', FromPort: 443, ToPort: 443 });
    const itself = ofType(resources, 'AWS::EC2::SecurityGroupEgress').map(({ Properties }) => Properties);
    expect(itself.map((rule) => [rule.FromPort, rule.ToPort])).toEqual([
      [2049, 2049],
      [8192, 65535],
      [5439, 5439],
    ]);
    for (const rule of itself) expect(rule.DestinationSecurityGroupId).toBe(rule.GroupId);
  });

  test('is reached by itself alone, and the endpoints by work alone', () => {
    const rules = ofType(resources, 'AWS::EC2::SecurityGroupIngress').map(({ Properties }) => Properties);
    expect(rules).toHaveLength(4);
    for (const rule of rules) {
      expect(String(rule.SourceSecurityGroupId)).toMatch(/Work/);
      expect(rule.CidrIp).toBeUndefined();
    }
    for (const { Properties } of ofType(resources, 'AWS::EC2::SecurityGroup')) {
      expect(Properties.SecurityGroupIngress ?? []).toEqual([]);
    }
  });
});

describe('endpoints', () => {
  test('have private names, the group of endpoints and full names of their services', () => {
    const endpoints = ofType(resources, 'AWS::EC2::VPCEndpoint').map(({ Properties }) => Properties);
    expect(endpoints.map((endpoint) => endpoint.ServiceName)).toEqual([
      'com.amazonaws.eu-central-1.s3',
      'com.amazonaws.eu-central-1.sagemaker.api',
      'aws.sagemaker.eu-central-1.experiments',
      'com.amazonaws.eu-central-1.git-codecommit',
      'com.amazonaws.eu-central-1.servicecatalog',
      'com.amazonaws.eu-central-1.redshift-serverless',
    ]);
    const [gateway, ...interfaces] = endpoints;
    expect(gateway).toMatchObject({ VpcEndpointType: 'Gateway', RouteTableIds: [idOf('AWS::EC2::RouteTable')] });
    for (const endpoint of interfaces) expect(endpoint.PrivateDnsEnabled).toBe(true);
  });

  test('stand in every zone, or in those named', () => {
    const subnetsOf = (service: string) =>
      ofType(resources, 'AWS::EC2::VPCEndpoint').find(({ Properties }) =>
        String(Properties.ServiceName).endsWith(service),
      )?.Properties.SubnetIds as unknown[] | undefined;
    expect(subnetsOf('sagemaker.api')).toHaveLength(2);
    expect(subnetsOf('redshift-serverless')).toHaveLength(1);
  });

  test('without a policy are named', () => {
    expect(network.withoutPolicy).toEqual(['servicecatalog']);
    expect(Object.keys(network.endpoints)).toEqual(props.endpoints.map(({ service }) => service));
  });
});

describe('flow logs', () => {
  test('record everything into an encrypted group that is kept', () => {
    expect(ofType(resources, 'AWS::EC2::FlowLog')).toMatchObject([{ Properties: { TrafficType: 'ALL' } }]);
    expect(ofType(resources, 'AWS::Logs::LogGroup')).toMatchObject([
      {
        Properties: {
          RetentionInDays: 90,
          KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555',
        },
        UpdateReplacePolicy: 'Retain',
      },
    ]);
  });

  test('are written with a role that only flow logs of this account can take', () => {
    const [role] = ofType(resources, 'AWS::IAM::Role');
    expect(role?.Properties).toMatchObject({
      Path: '/ml/',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '111122223333' },
              ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:eu-central-1:111122223333:vpc-flow-log/*' },
            },
          },
        ],
      },
    });
  });

  test('are not there when not asked for', () => {
    withProps({ flowLogs: undefined }).resourceCountIs('AWS::Logs::LogGroup', 0);
  });
});

describe('zones', () => {
  test('are named by id, or by position among those of the account', () => {
    const template = withProps({ subnets: [{ cidr: '10.0.0.0/20', zone: 0 }], endpoints: [] });
    template.hasResourceProperties('AWS::EC2::Subnet', {
      AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': { Ref: 'AWS::Region' } }] },
    });
    const ids = ofType(resources, 'AWS::EC2::Subnet').map(({ Properties }) => Properties.AvailabilityZoneId);
    expect(ids).toEqual(['euc1-az2', 'euc1-az3']);
  });

  test.each([
    [[2], /sts names zone 2\. The network has 2, counted from 0/],
    [[], /sts has no zones/],
  ])('that the network does not have are refused: %j', (zones, message) => {
    expect(() => withProps({ endpoints: [{ service: 'sts', zones }] })).toThrow(message);
  });
});

describe('the S3 prefix list', () => {
  test('is the one given, before the one known', () => {
    expect(JSON.stringify(withProps({ s3PrefixListId: 'pl-12345678' }).toJSON())).toContain('pl-12345678');
  });

  test('of a region that is not known is asked for', () => {
    expect(() => withProps({}, { region: 'mx-central-1' })).toThrow(/not known\. Give s3PrefixListId/);
    expect(() => withProps({ s3PrefixListId: 'pl-12345678' }, { region: 'mx-central-1' })).not.toThrow();
  });

  test('of a stack without a region is looked up by CloudFormation', () => {
    const template = withProps({}, {});
    const [mapping] = Object.values(template.findMappings('*'));
    expect(mapping).toMatchObject({ 'eu-central-1': { Id: 'pl-6ea54007' } });
    expect(JSON.stringify(template.toJSON())).toContain('"Fn::FindInMap"');
  });
});

function idOf(type: string): string | undefined {
  return Object.entries(resources).find(([, resource]) => resource.Type === type)?.[0];
}

function groupNamed(start: string): Record<string, unknown> {
  const groups = ofType(resources, 'AWS::EC2::SecurityGroup').map(({ Properties }) => Properties);
  return groups.find((group) => String(group.GroupDescription).startsWith(start)) ?? {};
}
