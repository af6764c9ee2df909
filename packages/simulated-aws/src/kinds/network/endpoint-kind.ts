import { present } from '../../world/leaving.ts';
import type { JsonMap, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { addNew, resourceFor } from '../generic-kind.ts';
import { minutesOf } from '../minutes.ts';
import { invalid } from '../refusal.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { isEndpointService } from './endpoint-services.ts';
import { makeInterface, releaseInterfaces } from './network-interfaces.ts';
import { zoneOf } from './zones.ts';

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

/** Words of EC2: those about zones as issues of its users quote them, the others assumed. */
function check(properties: JsonMap, world: World): void {
  const { VpcId: vpc, ServiceName: service, VpcEndpointType: type = 'Gateway' } = properties;
  if (!isEndpointService(String(service), world.region))
    throw invalid(`The Vpc Endpoint Service '${String(service)}' does not exist`, 'InvalidServiceName');
  if (type === 'Gateway') checkRoutes(properties, world);
  if (type === 'Interface') checkZones(textsIn(properties.SubnetIds), world);
  if (isNamed(properties)) checkNamed(String(vpc), String(service), world);
}

/** A table has one way to a service. */
function checkRoutes({ RouteTableIds: tables, ServiceName: service }: JsonMap, world: World): void {
  const others = present(world, type).filter(({ properties }) => properties.ServiceName === service);
  const taken = others.flatMap(({ properties }) => textsIn(properties.RouteTableIds));
  const twice = textsIn(tables).find((table) => taken.includes(table));
  if (twice !== undefined)
    throw invalid(
      `route table ${twice} already has a route with destination-prefix-list-id of ${String(service)}`,
      'RouteAlreadyExists',
    );
}

function checkZones(subnets: readonly string[], world: World): void {
  const zones = new Map<string, string>();
  for (const id of subnets) {
    const zone = zoneOf(world.resources.get('AWS::EC2::Subnet', id));
    if (zone !== null && zones.has(zone))
      throw invalid(
        `Found another VPC endpoint subnet in the availability zone of ${id}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
        'DuplicateSubnetsInSameZone',
      );
    if (zone !== null) zones.set(zone, id);
  }
}

/** Names of a service lead to its endpoint where the network resolves names, and to one endpoint alone. */
function checkNamed(vpc: string, service: string, world: World): void {
  const { EnableDnsSupport: resolves = true, EnableDnsHostnames: names = false } =
    world.resources.get('AWS::EC2::VPC', vpc)?.properties ?? {};
  if (!isTrue(resolves) || !isTrue(names))
    throw invalid(
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc}`,
      'InvalidParameter',
    );
  const isTaken = present(world, type).some(
    ({ properties }) => properties.VpcId === vpc && properties.ServiceName === service && isNamed(properties),
  );
  if (isTaken)
    throw invalid(
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${service} in the VPC ${vpc}`,
      'InvalidParameter',
    );
}

function isTrue(value: WireJson): boolean {
  return value === true || value === 'true';
}

function isNamed({ PrivateDnsEnabled: isPrivate }: JsonMap): boolean {
  return isTrue(isPrivate ?? false);
}

function textsIn(value: JsonMap[string] | undefined): string[] {
  return [value ?? []].flat().map(String);
}
