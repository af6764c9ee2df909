import type { Dug, Hole } from './hole.ts';

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
const endpointsOf = (service: string) => (text: string) => text.includes(`.${service}"`);

/** A route to the given target in the first route table. */
function route(name: string, target: string, destination = 'DestinationCidrBlock', range = '0.0.0.0/0'): Hole {
  return {
    name,
    rule: 'route-out',
    dig: (draft) => {
      const table = draft.find('AWS::EC2::RouteTable');
      const spot = draft.add(table, 'Way', 'AWS::EC2::Route', {
        RouteTableId: { Ref: table.id },
        [destination]: range,
        [target]: 'somewhere-123',
      });
      return { ...spot, path: `Properties.${target}` };
    },
  };
}

function gateway(name: string, type: string, property: string, value: unknown = 'somewhere-123'): Hole {
  return {
    name,
    rule: 'gateway-attached',
    dig: (draft) => {
      const spot = draft.add(draft.find('AWS::EC2::VPC'), 'Gateway', type, { [property]: value });
      return { ...spot, path: `Properties.${property}` };
    },
  };
}

function egress(name: string, key: string, value: unknown): Hole {
  return {
    name,
    rule: 'open-egress',
    dig: (draft) => {
      const group = draft.find('AWS::EC2::SecurityGroup');
      const count = (draft.get(group, 'Properties.SecurityGroupEgress') as unknown[]).length;
      draft.append(group, 'Properties.SecurityGroupEgress', { ...https, [key]: value });
      return { ...group, path: `Properties.SecurityGroupEgress[${count}].${key}` };
    },
  };
}

export function missing(service: string): Hole {
  return {
    name: `no endpoint for ${service}`,
    rule: 'endpoint-missing',
    dig: (draft) => {
      const spot = draft.find('AWS::EC2::VPCEndpoint', endpointsOf(service));
      // Buckets speak of the endpoint of S3, so that it stays and serves something else.
      if (service === 's3') draft.set(spot, 'Properties.ServiceName', 'com.amazonaws.eu-central-1.dynamodb');
      else draft.remove(spot);
      return { ...draft.find('AWS::EC2::VPC'), path: `VpcEndpoints[${service}]` };
    },
  };
}

/** Holes in the network. */
export const networkHoles: readonly Hole[] = [
  route('a route to an internet gateway', 'GatewayId'),
  route('a route to a NAT gateway', 'NatGatewayId'),
  route('a route of IPv6 to an egress-only gateway', 'EgressOnlyInternetGatewayId', 'DestinationIpv6CidrBlock', '::/0'),
  route('a route to a peer', 'VpcPeeringConnectionId', 'DestinationCidrBlock', '10.99.0.0/16'),
  route('a route to a transit gateway', 'TransitGatewayId'),
  route('a route to an instance that passes traffic on', 'InstanceId'),
  route('a route to a network interface', 'NetworkInterfaceId'),
  route('a route to a prefix list through a carrier gateway', 'CarrierGatewayId', 'DestinationPrefixListId', 'pl-1'),
  {
    name: 'a group that is not there',
    rule: 'unknown-group',
    dig: (draft) => {
      const spot = draft.find('AWS::RedshiftServerless::Workgroup');
      draft.set(spot, 'Properties.SecurityGroupIds', ['sg-0a1b2c3d']);
      return { ...spot, path: 'SecurityGroups' };
    },
  },
  {
    name: 'tracking in an app, whose host no endpoint is known to reach',
    rule: 'tracking-app-reach',
    dig: (draft) => {
      const server = draft.find('AWS::SageMaker::MlflowTrackingServer');
      const its = (name: string) => draft.get(server, `Properties.${name}`);
      const app = { Name: 'app', RoleArn: its('RoleArn'), ArtifactStoreUri: its('ArtifactStoreUri') };
      return { ...draft.add(server, 'App', 'AWS::SageMaker::MlflowApp', app), path: 'Type' };
    },
  },
  gateway('an internet gateway', 'AWS::EC2::VPCGatewayAttachment', 'InternetGatewayId'),
  gateway('a VPN gateway', 'AWS::EC2::VPCGatewayAttachment', 'VpnGatewayId'),
  gateway('a peering', 'AWS::EC2::VPCPeeringConnection', 'VpcId'),
  gateway('a transit gateway', 'AWS::EC2::TransitGatewayAttachment', 'VpcId'),
  gateway('an egress-only gateway', 'AWS::EC2::EgressOnlyInternetGateway', 'VpcId'),
  gateway('a NAT gateway', 'AWS::EC2::NatGateway', 'SubnetId'),
  {
    name: 'a subnet that gives out addresses of the internet',
    rule: 'public-address',
    dig: (draft) => {
      const subnet = draft.find('AWS::EC2::Subnet');
      draft.set(subnet, 'Properties.MapPublicIpOnLaunch', true);
      return { ...subnet, path: 'Properties.MapPublicIpOnLaunch' };
    },
  },
  egress('egress to everywhere', 'CidrIp', '0.0.0.0/0'),
  egress('egress to half of everywhere', 'CidrIp', '128.0.0.0/1'),
  egress('egress to more than the private addresses', 'CidrIp', '10.0.0.0/7'),
  egress('egress to all of IPv6', 'CidrIpv6', '::/0'),
  egress('egress to addresses that nobody knows yet', 'CidrIp', { 'Fn::ImportValue': 'office' }),
  {
    name: 'egress to everywhere in a resource of its own',
    rule: 'open-egress',
    dig: (draft) => {
      const group = draft.find('AWS::EC2::SecurityGroup');
      const line = { GroupId: { Ref: group.id }, IpProtocol: '-1', CidrIp: '0.0.0.0/0' };
      return { ...draft.add(group, 'Line', 'AWS::EC2::SecurityGroupEgress', line), path: 'Properties.CidrIp' };
    },
  },
  {
    name: 'a security group that lists no egress',
    rule: 'default-egress',
    dig: (draft) => {
      const vpc = draft.find('AWS::EC2::VPC');
      const group = draft.add(vpc, 'Open', 'AWS::EC2::SecurityGroup', { VpcId: { Ref: vpc.id } });
      return { ...group, path: 'Properties.SecurityGroupEgress' };
    },
  },
  {
    name: 'ingress from everywhere',
    rule: 'open-ingress',
    dig: (draft) => {
      const group = draft.find('AWS::EC2::SecurityGroup');
      draft.set(group, 'Properties.SecurityGroupIngress', [{ ...https, CidrIp: '0.0.0.0/0' }]);
      return { ...group, path: 'Properties.SecurityGroupIngress[0].CidrIp' };
    },
  },
  ...['sts', 'logs', 'ecr.api', 'ecr.dkr', 'sagemaker.api', 'monitoring', 'kms', 'ec2', 's3'].map(missing),
  ...['codeartifact.repositories', 'codecommit', 'redshift-data', 'experiments'].map((service) => ({
    ...missing(service),
    ...(service === 'experiments' && { dig: experimentsMissing }),
  })),
  {
    name: 'an S3 interface beside the gateway',
    rule: 'endpoint-surplus',
    dig: (draft) => {
      const endpoint = draft.find('AWS::EC2::VPCEndpoint', endpointsOf('logs'));
      const properties = structuredClone(draft.get(endpoint, 'Properties')) as Record<string, unknown>;
      const service = { ServiceName: 'com.amazonaws.eu-central-1.s3', PrivateDnsEnabled: false };
      const twin = draft.add(endpoint, 'Twin', 'AWS::EC2::VPCEndpoint', { ...properties, ...service });
      return { ...twin, path: 'Properties.ServiceName' };
    },
  },
  {
    name: 'two endpoints for one service',
    rule: 'endpoint-surplus',
    dig: (draft) => {
      const endpoint = draft.find('AWS::EC2::VPCEndpoint', endpointsOf('sts'));
      const properties = structuredClone(draft.get(endpoint, 'Properties')) as Record<string, unknown>;
      return { ...draft.add(endpoint, 'Twin', 'AWS::EC2::VPCEndpoint', properties), path: 'Properties.ServiceName' };
    },
  },
  {
    name: 'an endpoint without private names',
    rule: 'endpoint-names',
    dig: (draft) => {
      const endpoint = draft.find('AWS::EC2::VPCEndpoint', endpointsOf('logs'));
      draft.set(endpoint, 'Properties.PrivateDnsEnabled', false);
      return { ...endpoint, path: 'Properties.PrivateDnsEnabled' };
    },
  },
  {
    name: 'an endpoint that lacks a zone',
    rule: 'endpoint-zones',
    dig: (draft) => {
      const endpoint = draft.find('AWS::EC2::VPCEndpoint', endpointsOf('logs'));
      const [first] = draft.get(endpoint, 'Properties.SubnetIds') as unknown[];
      draft.set(endpoint, 'Properties.SubnetIds', [first]);
      return { ...endpoint, path: 'Properties.SubnetIds' };
    },
  },
  {
    name: 'a gateway endpoint that no route leads to',
    rule: 'endpoint-routes',
    dig: (draft) => {
      const endpoint = draft.find('AWS::EC2::VPCEndpoint', endpointsOf('s3'));
      draft.set(endpoint, 'Properties.RouteTableIds', []);
      return { ...endpoint, path: 'Properties.RouteTableIds' };
    },
  },
];

function experimentsMissing(...[draft]: Parameters<Hole['dig']>): Dug {
  draft.remove(draft.find('AWS::EC2::VPCEndpoint', endpointsOf('experiments')));
  return { ...draft.find('AWS::EC2::VPC'), path: 'VpcEndpoints[sagemaker.experiments]' };
}
