import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import { listAt, textAt } from '../at.ts';
import type { Subnet } from './network.ts';
import type { NetworkGround } from './network-ground.ts';

/** Where interfaces stand that open connections, or are connected to. */
export interface Spot {
  /** The resource that stands there. */
  readonly at: EvaluatedResource;
  /** For people. */
  readonly name: string;
  readonly subnets: readonly Subnet[];
  readonly groups: readonly EvaluatedResource[];
  /** Ids of subnets and groups that nothing is known of. */
  readonly unseen: readonly string[];
}

/** The spot that a resource names by two of its properties. */
export function spotOf(
  resource: EvaluatedResource,
  paths: { readonly subnets: string; readonly groups: string },
  { resources, network }: NetworkGround,
): Spot {
  const { properties, logicalId } = resource;
  const subnets = listAt(properties, paths.subnets);
  const groups = listAt(properties, paths.groups);
  const groupOf = (value: Value) => {
    const found = resources.find(value);
    return found?.type === 'AWS::EC2::SecurityGroup' ? [found] : [];
  };
  return {
    at: resource,
    name: logicalId,
    subnets: subnets.flatMap((value) => network.subnetOf(value) ?? []),
    groups: groups.flatMap(groupOf),
    unseen: [
      ...subnets.filter((value) => network.subnetOf(value) === undefined),
      ...groups.filter((value) => groupOf(value).length === 0),
    ].map(String),
  };
}

/** Ranges of addresses of a spot; a subnet of which nobody says the range is left out. */
export function rangesOf({ subnets }: Pick<Spot, 'subnets'>): readonly string[] {
  return subnets.flatMap(({ resource }) => textAt(resource.properties, 'CidrBlock') ?? []);
}
