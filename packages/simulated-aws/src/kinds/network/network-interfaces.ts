import type { JsonMap, StoredResource, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { resourceFor } from '../generic-kind.ts';

const type = 'AWS::EC2::NetworkInterface';
/** How long an interface stays after the endpoint, workgroup or mount target that it was made for; assumed. */
const lingerMs = 4 * 60_000;

/** As EC2 calls those that it has a word for. */
const interfaceTypes: Readonly<Record<string, string>> = {
  'AWS::EC2::NatGateway': 'nat_gateway',
  'AWS::EC2::VPCEndpoint': 'vpc_endpoint',
  'AWS::EFS::MountTarget': 'efs',
};

/** Makes the interface through which a managed resource stands in a subnet; it belongs to no stack. */
export function makeInterface(
  world: World,
  owner: StoredResource,
  subnet: string,
  groups: readonly WireJson[],
  description: string,
): StoredResource {
  const properties: JsonMap = {
    SubnetId: subnet,
    GroupSet: groups,
    Description: description,
    InterfaceType: interfaceTypes[owner.type] ?? 'interface',
  };
  const made = resourceFor({ type, properties, stack: null, logicalId: null }, world);
  const found = { ...made, status: 'in-use', madeBy: owner.id };
  world.resources.put(found);
  return found;
}

/** Its owner is gone: the interface stays for some minutes. */
export function releaseInterfaces(world: World, owner: StoredResource): void {
  const untilMs = world.clock.nowMs() + lingerMs;
  for (const each of interfacesIn(world).filter(({ madeBy }) => madeBy === owner.id)) {
    const attributes = { ...each.attributes, LingersUntilMs: untilMs };
    world.resources.put({ ...each, attributes, status: 'detaching' });
  }
}

/** The interfaces that are there now; those whose time is over go. */
export function interfacesIn(world: World): readonly StoredResource[] {
  for (const { id, attributes } of world.resources.list(type)) {
    const { LingersUntilMs: untilMs } = attributes;
    if (typeof untilMs === 'number' && untilMs <= world.clock.nowMs()) world.resources.remove(type, id);
  }
  return world.resources.list(type);
}
