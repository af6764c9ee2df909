import type { JsonMap, StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

/** The zone that a subnet is made in: that which is asked for, else the one with the fewest subnets of its network. */
export function zoneFor({ AvailabilityZone: asked, VpcId: vpc }: JsonMap, { resources, region }: World): string {
  if (typeof asked === 'string') return asked;
  const others = resources.list('AWS::EC2::Subnet').filter(({ properties }) => properties.VpcId === vpc);
  const zones = ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
  const subnetsIn = (zone: string) => others.filter((other) => zoneOf(other) === zone).length;
  return zones.toSorted((one, other) => subnetsIn(one) - subnetsIn(other))[0] ?? `${region}a`;
}

/** Id, or else name, of the zone that a subnet is in; null: there is no such subnet. */
export function zoneOf(subnet: StoredResource | undefined): string | null {
  if (subnet === undefined) return null;
  const { properties, attributes } = subnet;
  return String(
    properties.AvailabilityZoneId ?? properties.AvailabilityZone ?? attributes.AvailabilityZone ?? subnet.id,
  );
}
