import type { JsonMap } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { addNew, resourceFor } from '../generic-kind.ts';
import { minutesOf } from '../minutes.ts';
import { invalid } from '../refusal.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { makeInterface, releaseInterfaces } from './network-interfaces.ts';

const type = 'AWS::EC2::VPCEndpoint';

/** An endpoint to a service: one of type Interface stands in each subnet with a network interface. */
export const endpointKind: ResourceKind = {
  type,
  minutes: minutesOf(type),
  create: (wanted, world) => {
    const { properties } = wanted;
    check(properties, world);
    const made = addNew(world, resourceFor(wanted, world));
    if (properties.VpcEndpointType !== 'Interface') return made;
    const groups = textsIn(properties.SecurityGroupIds);
    const interfaces = textsIn(properties.SubnetIds).map(
      (subnet) => makeInterface(world, made, subnet, groups, `VPC Endpoint Interface ${made.id}`).id,
    );
    const whole = { ...made, attributes: { ...made.attributes, NetworkInterfaceIds: interfaces } };
    world.resources.put(whole);
    return whole;
  },
  remove: (resource, world) => {
    world.resources.remove(type, resource.id);
    releaseInterfaces(world, resource);
  },
};

function check(properties: JsonMap, world: World): void {
  const { VpcId: vpc, ServiceName: service } = properties;
  const isTaken = world.resources
    .list(type)
    .some(
      (other) =>
        other.properties.VpcId === vpc && other.properties.ServiceName === service && isNamed(other.properties),
    );
  if (isTaken && isNamed(properties))
    throw invalid(
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${String(service)} in the VPC ${String(vpc)}`,
      'InvalidParameter',
    );
}

function isNamed({ PrivateDnsEnabled: isPrivate }: JsonMap): boolean {
  return isPrivate === true || isPrivate === 'true';
}

function textsIn(value: JsonMap[string] | undefined): string[] {
  return [value ?? []].flat().map(String);
}
