import * as z from 'zod';
import type { DescribedAcl, DescribedGroup, DescribedGroupRule } from '../../model/network.ts';

const id = z.string();

const permission = z.object({
  IpProtocol: z.string(),
  FromPort: z.number().optional(),
  ToPort: z.number().optional(),
  IpRanges: z.array(z.object({ CidrIp: z.string() })).default([]),
  UserIdGroupPairs: z.array(z.object({ GroupId: id.optional() })).default([]),
  PrefixListIds: z.array(z.object({ PrefixListId: id })).default([]),
});

/** A security group as `aws ec2 describe-security-groups` prints it; ranges of IPv6 are not looked at. */
export const describedGroup = z.object({
  GroupId: id,
  VpcId: id,
  IpPermissions: z.array(permission).default([]),
  IpPermissionsEgress: z.array(permission).default([]),
});

/** A network ACL as `aws ec2 describe-network-acls` prints it. */
export const describedAcl = z.object({
  NetworkAclId: id,
  VpcId: id,
  Associations: z.array(z.object({ SubnetId: id })).default([]),
  Entries: z
    .array(
      z.object({
        RuleNumber: z.number(),
        Egress: z.boolean(),
        Protocol: z.string(),
        RuleAction: z.enum(['allow', 'deny']),
        CidrBlock: z.string().optional(),
        PortRange: z.object({ From: z.number(), To: z.number() }).optional(),
      }),
    )
    .default([]),
});

/** A group, each far side of its rules by itself. */
export function groupOf(group: z.output<typeof describedGroup>): DescribedGroup {
  return {
    id: group.GroupId,
    vpc: group.VpcId,
    rules: [
      ...group.IpPermissions.flatMap((one) => rulesOf('in', one)),
      ...group.IpPermissionsEgress.flatMap((one) => rulesOf('out', one)),
    ],
  };
}

function rulesOf(way: 'in' | 'out', given: z.output<typeof permission>): readonly DescribedGroupRule[] {
  const { IpProtocol: protocol, FromPort: from, ToPort: to } = given;
  const peers = [
    ...given.IpRanges.map(({ CidrIp }) => CidrIp),
    ...given.UserIdGroupPairs.flatMap(({ GroupId }) => GroupId ?? []),
    ...given.PrefixListIds.map(({ PrefixListId }) => PrefixListId),
  ];
  const ports = from === undefined || to === undefined ? null : { from, to };
  return peers.map((peer) => ({ way, protocol, ports, peer }));
}

/** An ACL with its entries for IPv4. */
export function aclOf({ NetworkAclId, VpcId, Associations, Entries }: z.output<typeof describedAcl>): DescribedAcl {
  return {
    id: NetworkAclId,
    vpc: VpcId,
    subnets: Associations.map(({ SubnetId }) => SubnetId),
    entries: Entries.flatMap(({ RuleNumber, Egress, Protocol, RuleAction, CidrBlock, PortRange }) =>
      CidrBlock === undefined
        ? []
        : [
            {
              way: Egress ? ('out' as const) : ('in' as const),
              number: RuleNumber,
              protocol: Protocol,
              action: RuleAction,
              cidr: CidrBlock,
              ports: PortRange === undefined ? null : { from: PortRange.From, to: PortRange.To },
            },
          ],
    ),
  };
}
