import { parseWorkspace, type Workspace } from '@atelier/core';

export const vpc = 'vpc-0a1b2c3d';
export const subnets = ['subnet-0a1b2c3d', 'subnet-1a1b2c3d', 'subnet-2a1b2c3d'] as const;

const services = 'sts logs monitoring ecr.api ecr.dkr ec2 kms sagemaker.api sagemaker.runtime'.split(' ');

/** Answers of AWS about a network as it should be; a change makes it wrong. */
export function answers() {
  return {
    Vpcs: [{ VpcId: vpc, CidrBlock: '10.1.0.0/16' }],
    Subnets: subnets.map((SubnetId, index) => ({
      SubnetId: SubnetId as string,
      VpcId: vpc,
      AvailabilityZoneId: `euc1-az${index + 1}`,
      AvailableIpAddressCount: 250,
      MapPublicIpOnLaunch: false,
    })),
    RouteTables: [
      {
        RouteTableId: 'rtb-0a1b2c3d',
        VpcId: vpc,
        Associations: [{ Main: true }],
        Routes: [
          { DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', State: 'active' },
          { DestinationPrefixListId: 'pl-6ea54007', GatewayId: 'vpce-s3', State: 'active' },
        ] as Record<string, string>[],
      },
    ],
    VpcEndpoints: [
      endpoint('vpce-s3', 's3', {
        VpcEndpointType: 'Gateway',
        RouteTableIds: ['rtb-0a1b2c3d'],
        PrivateDnsEnabled: false,
      }),
      ...services.map((service) => endpoint(`vpce-${service.replace('.', '-')}`, service)),
    ],
    EnableDnsSupport: { Value: true },
    EnableDnsHostnames: { Value: true },
  };
}

export function endpoint(id: string, service: string, more: object = {}) {
  return {
    VpcEndpointId: id,
    VpcId: vpc,
    ServiceName: `com.amazonaws.eu-central-1.${service}`,
    VpcEndpointType: 'Interface',
    PrivateDnsEnabled: true,
    ...more,
  };
}

interface Written {
  /** Null: the network is not described. */
  readonly json: object | null;
  /** Settings of `network.existing`. */
  readonly existing?: string;
  readonly mode?: 'isolated' | 'egress';
  readonly more?: string;
  readonly aws?: string;
}

/** A workspace in that network, which reaches nothing but what notebooks need. */
export function workspaceIn(written: Written): Workspace {
  const { json, existing = '', mode = 'isolated', more = '', aws = 'aws: { region: eu-central-1 }' } = written;
  const described = json === null ? 'routeTables: [rtb-0a1b2c3d]' : 'description: vpc.json';
  const text = `
workspace: acme
${aws}
network: { mode: ${mode}, existing: { vpc: ${vpc}, subnets: [${subnets}], ${described}${existing} } }
packages: { upstream: none }
studio: { image: { name: team, appConfig: team } }
source: { kind: none }
tracking: { kind: none }
${more}`;
  const files = new Map([['vpc.json', { file: 'vpc.json', folder: '/team', text: JSON.stringify(json) }]]);
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text }, files);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.workspace;
}
