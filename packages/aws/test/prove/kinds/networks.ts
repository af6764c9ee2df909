import type { Kind } from './kind.ts';

const role = 'arn:aws:iam::111122223333:role/x';

/** What joins networks, or puts work outside of them. */
export const networks: readonly Kind[] = [
  ['a peering', 'EC2::VPCPeeringConnection', { VpcId: 'vpc-1', PeerVpcId: 'vpc-2' }, 'isolation-out'],
  [
    'a gateway of something that nobody can read',
    'EC2::VPCGatewayAttachment',
    { VpcId: 'vpc-1', InternetGatewayId: ['igw'] },
    'isolation-out',
  ],
  [
    'a route in a table that nobody sees',
    'EC2::Route',
    { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' },
    'isolation-out',
  ],
  ['a way between transit gateways', 'EC2::TransitGatewayPeeringAttachment', {}, 'isolation-out'],
  ['a line to another place', 'EC2::VPNConnection', {}, 'isolation-out'],
  ['a line of Direct Connect', 'DirectConnect::PrivateVirtualInterface', {}, 'isolation-out'],
  ['a mirror of what passes', 'EC2::TrafficMirrorSession', {}, 'isolation-out'],
  [
    'an endpoint of a stranger',
    'EC2::VPCEndpoint',
    { VpcId: 'vpc-1', ServiceName: 'com.amazonaws.vpce.eu-central-1.vpce-svc-0a' },
    'isolation-out',
  ],
  ['an endpoint of a lattice', 'EC2::VPCEndpoint', { VpcId: 'vpc-1', ServiceNetworkArn: 'x' }, 'isolation-out'],
  ['questions for names sent out', 'Route53Resolver::ResolverEndpoint', { Direction: 'OUTBOUND' }, 'isolation-out'],
  ['an exclusion from the wall', 'EC2::VPCBlockPublicAccessExclusion', {}, 'isolation-in'],
  ['a machine in the default network', 'EC2::Instance', { ImageId: 'ami-1' }, 'isolation-out'],
  [
    'a machine of a template',
    'EC2::Instance',
    { SubnetId: 's', SecurityGroupIds: ['g'], LaunchTemplate: { LaunchTemplateId: 'lt-1' } },
    'isolation-out',
  ],
  ['machines that a fleet starts', 'EC2::EC2Fleet', {}, 'isolation-out'],
  [
    'a group of machines without a network',
    'AutoScaling::AutoScalingGroup',
    { MinSize: '1', MaxSize: '1' },
    'isolation-out',
  ],
  ['a service of containers without a network', 'ECS::Service', { Cluster: 'c' }, 'isolation-out'],
  ['a task on the network of its machine', 'ECS::TaskDefinition', { NetworkMode: 'host' }, 'isolation-out'],
  [
    'logs of a task at a stranger',
    'ECS::TaskDefinition',
    { NetworkMode: 'awsvpc', ContainerDefinitions: [{ LogConfiguration: { LogDriver: 'splunk' } }] },
    'isolation-out',
  ],
  ['jobs in a public subnet', 'Batch::ComputeEnvironment', { Type: 'MANAGED' }, 'isolation-out'],
  ['a Glue job outside', 'Glue::Job', { Role: role, Command: { Name: 'glueetl' } }, 'isolation-out'],
  [
    'a warehouse that copies past the network',
    'RedshiftServerless::Workgroup',
    { SubnetIds: ['s'], EnhancedVpcRouting: false },
    'isolation-out',
  ],
  ['a product that nobody sees', 'ServiceCatalog::CloudFormationProvisionedProduct', {}, 'isolation-out'],
  ['stacks in other accounts', 'CloudFormation::StackSet', { StackSetName: 'x' }, 'isolation-out'],
  [
    'a list of addresses by number',
    'EC2::SecurityGroupEgress',
    { GroupId: 'sg-1', IpProtocol: '-1', DestinationPrefixListId: 'pl-0123' },
    'isolation-out',
  ],
  [
    'a line that nobody can read',
    'EC2::SecurityGroupEgress',
    { GroupId: 'sg-1', IpProtocol: '-1', CidrIp: ['0.0.0.0/0'] },
    'isolation-out',
  ],
];
