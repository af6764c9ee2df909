import type { World } from '@atelier/simulated-aws';
import { put } from './acme-account.ts';

/** Places to plant things beside, by their ids. */
export interface Place {
  readonly vpc: string;
  readonly subnet: string;
  /** Security groups: one of the workspace's, one of somebody else's network, the network's default one. */
  readonly ours: string;
  readonly default: string;
}

export function placeIn({ resources }: World): Place {
  const [vpc = '', subnet = ''] = ['VPC', 'Subnet'].map((kind) => resources.list(`AWS::EC2::${kind}`)[0]?.id ?? '');
  const groups = resources.list('AWS::EC2::SecurityGroup');
  const ours = groups.find(({ stack }) => stack === 'acme-network')?.id ?? '';
  return { vpc, subnet, ours, default: groups.find(({ madeBy }) => madeBy === vpc)?.id ?? '' };
}

type Properties = Parameters<typeof put>[3];
/** Type without its service, id, properties, and who made it. */
export type Plant = readonly [string, string, (place: Place) => Properties, string?];

export const tags = { Tags: [{ Key: 'Name', Value: 'billing' }] };
export const inVpc = ({ vpc: VpcId }: Place) => ({ VpcId, ...tags });
export const eni =
  (Description: string, InterfaceType: string, groups: (place: Place) => string[]) => (place: Place) => ({
    ...{ SubnetId: place.subnet, GroupSet: groups(place), Description, InterfaceType },
  });
export const withOurs = ({ ours }: Place) => [ours];
const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

/** Things that are planted, and the words that tell of them. */
export const strangers: readonly (readonly [what: string, said: string, plants: readonly Plant[]])[] = [
  ['a subnet', 'the subnet subnet-9 (billing)', [['Subnet', 'subnet-9', inVpc]]],
  [
    'a security group',
    'the security group sg-9 (billing-db)',
    [['SecurityGroup', 'sg-9', (place) => ({ ...inVpc(place), GroupName: 'billing-db' })]],
  ],
  ['a route table', 'the route table rtb-9 (billing)', [['RouteTable', 'rtb-9', inVpc]]],
  ['a network ACL', 'the network ACL acl-9 (billing)', [['NetworkAcl', 'acl-9', inVpc]]],
  [
    'a gateway endpoint without a name',
    'the VPC endpoint vpce-9 (com.amazonaws.eu-central-1.dynamodb)',
    [['VPCEndpoint', 'vpce-9', ({ vpc }) => ({ VpcId: vpc, ServiceName: 'com.amazonaws.eu-central-1.dynamodb' })]],
  ],
  [
    'an interface endpoint, which is said once',
    'the VPC endpoint vpce-9 (billing)',
    [
      ['VPCEndpoint', 'vpce-9', (place) => ({ ...inVpc(place), VpcEndpointType: 'Interface' })],
      ['NetworkInterface', 'eni-9', eni('VPC Endpoint Interface vpce-9', 'vpc_endpoint', withOurs), 'vpce-9'],
    ],
  ],
  [
    'an endpoint that a service has made for somebody else',
    'the VPC endpoint vpce-9 (guardduty-data)',
    [['VPCEndpoint', 'vpce-9', ({ vpc }) => ({ VpcId: vpc, ServiceName: 'guardduty-data' }), 'guardduty']],
  ],
  [
    'a NAT gateway, whose interface is not said',
    'the NAT gateway nat-9 (billing)',
    [
      ['NatGateway', 'nat-9', ({ subnet }) => ({ SubnetId: subnet, ...tags })],
      ['NetworkInterface', 'eni-9', eni('Interface for NAT Gateway nat-9', 'nat_gateway', () => []), 'nat-9'],
    ],
  ],
  [
    'an internet gateway',
    'the internet gateway igw-9 (billing)',
    [
      ['InternetGateway', 'igw-9', () => tags],
      ['VPCGatewayAttachment', 'attached', ({ vpc }) => ({ VpcId: vpc, InternetGatewayId: 'igw-9' })],
    ],
  ],
  [
    'a VPN gateway',
    'the VPN gateway vgw-9 (billing)',
    [
      ['VPNGateway', 'vgw-9', () => tags],
      ['VPCGatewayAttachment', 'attached', ({ vpc }) => ({ VpcId: vpc, VpnGatewayId: 'vgw-9' })],
    ],
  ],
  [
    'an egress-only internet gateway',
    'the egress-only internet gateway eigw-9 (billing)',
    [['EgressOnlyInternetGateway', 'eigw-9', inVpc]],
  ],
  [
    'a peering that we have asked for',
    'the VPC peering pcx-9 (billing)',
    [['VPCPeeringConnection', 'pcx-9', (place) => ({ ...inVpc(place), PeerVpcId: 'vpc-elsewhere' })]],
  ],
  [
    'a peering that somebody else has asked for',
    'the VPC peering pcx-9 (billing)',
    [['VPCPeeringConnection', 'pcx-9', ({ vpc }) => ({ VpcId: 'vpc-elsewhere', PeerVpcId: vpc, ...tags })]],
  ],
  [
    'a machine',
    'the network interface eni-9 (of the machine i-9)',
    [
      [
        'NetworkInterface',
        'eni-9',
        (place) => ({ ...eni('', 'interface', withOurs)(place), Attachment: { InstanceId: 'i-9' } }),
      ],
    ],
  ],
  [
    'an interface without anything',
    'the network interface eni-9',
    [['NetworkInterface', 'eni-9', eni('', 'interface', withOurs)]],
  ],
  [
    'the interface of a function with its own group',
    'the network interface eni-9 (AWS Lambda VPC ENI-billing-1)',
    [['NetworkInterface', 'eni-9', eni('AWS Lambda VPC ENI-billing-1', 'lambda', () => ['sg-elsewhere']), 'function']],
  ],
  [
    'the interface of a function with our group',
    'the network interface eni-9 (AWS Lambda VPC ENI-billing-1)',
    [['NetworkInterface', 'eni-9', eni('AWS Lambda VPC ENI-billing-1', 'lambda', withOurs), 'function']],
  ],
  [
    'an interface of a kind that no workspace has, with our group',
    'the network interface eni-9 (reports)',
    [['NetworkInterface', 'eni-9', eni('reports', 'quicksight', withOurs), 'service']],
  ],
  [
    'a load balancer with our group',
    'the network interface eni-9 (ELB app/billing/1)',
    [['NetworkInterface', 'eni-9', eni('ELB app/billing/1', 'interface', withOurs), 'balancer']],
  ],
  [
    'a network load balancer',
    'the network interface eni-9 (ELB net/billing/1)',
    [['NetworkInterface', 'eni-9', eni('ELB net/billing/1', 'network_load_balancer', () => []), 'balancer']],
  ],
  [
    'a database with our group',
    'the network interface eni-9 (RDSNetworkInterface)',
    [['NetworkInterface', 'eni-9', eni('RDSNetworkInterface', 'interface', withOurs), 'database']],
  ],
  [
    'a transit gateway',
    'the network interface eni-9 (Network Interface for Transit Gateway Attachment tgw-attach-9)',
    [
      [
        'NetworkInterface',
        'eni-9',
        eni('Network Interface for Transit Gateway Attachment tgw-attach-9', 'transit_gateway', () => []),
        'transit',
      ],
    ],
  ],
  [
    "a service's interface without a group",
    'the network interface eni-9 (some service)',
    [['NetworkInterface', 'eni-9', eni('some service', 'interface', () => []), 'service']],
  ],
  [
    "a service's interface with our group and one of theirs",
    'the network interface eni-9 (some service)',
    [['NetworkInterface', 'eni-9', eni('some service', 'interface', ({ ours }) => [ours, 'sg-elsewhere']), 'service']],
  ],
  [
    "a service's interface with the default group",
    'the network interface eni-9 (some service)',
    [['NetworkInterface', 'eni-9', eni('some service', 'interface', (place) => [place.default]), 'service']],
  ],
  [
    'a mount target of a file system of theirs with our group',
    'the network interface eni-9 (EFS mount target for fs-9 (fsmt-9))',
    [['NetworkInterface', 'eni-9', eni('EFS mount target for fs-9 (fsmt-9)', 'efs', withOurs), 'fsmt-9']],
  ],
  [
    'a rule in the default group that names ours',
    'in the security group sg-d',
    [
      [
        'SecurityGroupIngress',
        'sgr-9',
        (place) => ({ ...rule, GroupId: place.default, SourceSecurityGroupId: place.ours }),
      ],
    ],
  ],
  [
    'a rule the other way',
    'in the security group sg-d',
    [
      [
        'SecurityGroupEgress',
        'sgr-9',
        (place) => ({ ...rule, GroupId: place.default, DestinationSecurityGroupId: place.ours }),
      ],
    ],
  ],
];

/** Plants things, and gives the end of them. */
export function plant(world: World, plants: readonly Plant[]): () => void {
  const place = placeIn(world);
  const planted = plants.map(([kind, id, properties, madeBy]) =>
    put(world, `AWS::EC2::${kind}`, id, properties(place), madeBy ?? null),
  );
  return () => {
    for (const { type, id } of planted) world.resources.remove(type, id);
  };
}
