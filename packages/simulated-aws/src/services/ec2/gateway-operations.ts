import type { Members, Operation } from '../../service/service.ts';
import { present } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { isAsked } from './filters.ts';

const tagsOf = ({ properties: { Tags } }: StoredResource) => ({ Tags: Tags ?? [] });

const networkOf = ({ properties: { SubnetId } }: StoredResource, world: World) =>
  world.resources.get('AWS::EC2::Subnet', String(SubnetId))?.properties.VpcId;

const describeNats: Operation = (input, world) => {
  const values = {
    'vpc-id': (nat: StoredResource) => [networkOf(nat, world)],
    state: ({ status }: StoredResource) => [status ?? 'available'],
  };
  // The one operation of these whose filters are not called `Filters`.
  const asked = { ...input, Filters: input.Filter };
  const found = present(world, 'AWS::EC2::NatGateway').filter(isAsked(asked, 'NatGatewayIds', values));
  return {
    NatGateways: found.map((nat) => ({
      ...{ NatGatewayId: nat.id, SubnetId: nat.properties.SubnetId, VpcId: networkOf(nat, world) },
      ...{ State: nat.status ?? 'available', ...tagsOf(nat) },
    })),
  };
};

/** Networks that a gateway is attached to, or was a moment ago. */
function attachedTo(world: World, property: string, { id }: StoredResource) {
  return present(world, 'AWS::EC2::VPCGatewayAttachment')
    .filter(({ properties }) => properties[property] === id)
    .map(({ properties: { VpcId, State = 'available' } }) => ({ VpcId, State }));
}

interface Attached {
  readonly type: string;
  /** Member of its id, which its attachments have too. */
  readonly id: string;
  readonly answer: string;
  readonly attachments: string;
}

function attachedOnes({ type, id, answer, attachments }: Attached): Operation {
  return (input, world) => {
    const those = (gateway: StoredResource) => attachedTo(world, id, gateway);
    const networks = (gateway: StoredResource) => those(gateway).map(({ VpcId }) => VpcId);
    const found = present(world, type).filter(isAsked(input, `${id}s`, { 'attachment.vpc-id': networks }));
    const describe = (gateway: StoredResource): Members => ({
      ...{ [id]: gateway.id, ...tagsOf(gateway) },
      [attachments]: those(gateway),
    });
    return { [answer]: found.map(describe) };
  };
}

const describeEgressOnly: Operation = (input, world) => {
  const type = 'AWS::EC2::EgressOnlyInternetGateway';
  const found = present(world, type).filter(isAsked(input, 'EgressOnlyInternetGatewayIds', {}));
  return {
    EgressOnlyInternetGateways: found.map((gateway) => ({
      ...{ EgressOnlyInternetGatewayId: gateway.id, ...tagsOf(gateway) },
      Attachments: [{ VpcId: gateway.properties.VpcId, State: 'attached' }],
    })),
  };
};

const describePeerings: Operation = (input, world) => {
  const values = {
    'requester-vpc-info.vpc-id': ({ properties }: StoredResource) => [properties.VpcId],
    'accepter-vpc-info.vpc-id': ({ properties }: StoredResource) => [properties.PeerVpcId],
  };
  const type = 'AWS::EC2::VPCPeeringConnection';
  const found = present(world, type).filter(isAsked(input, 'VpcPeeringConnectionIds', values));
  return {
    VpcPeeringConnections: found.map((peering) => ({
      ...{ VpcPeeringConnectionId: peering.id, Status: { Code: peering.status ?? 'active' }, ...tagsOf(peering) },
      RequesterVpcInfo: { VpcId: peering.properties.VpcId },
      AccepterVpcInfo: { VpcId: peering.properties.PeerVpcId },
    })),
  };
};

/** Ways out of a network. */
export const gatewayOperations: Readonly<Record<string, Operation>> = {
  DescribeNatGateways: describeNats,
  DescribeInternetGateways: attachedOnes({
    ...{ type: 'AWS::EC2::InternetGateway', id: 'InternetGatewayId' },
    ...{ answer: 'InternetGateways', attachments: 'Attachments' },
  }),
  DescribeVpnGateways: attachedOnes({
    ...{ type: 'AWS::EC2::VPNGateway', id: 'VpnGatewayId' },
    ...{ answer: 'VpnGateways', attachments: 'VpcAttachments' },
  }),
  DescribeEgressOnlyInternetGateways: describeEgressOnly,
  DescribeVpcPeeringConnections: describePeerings,
};
