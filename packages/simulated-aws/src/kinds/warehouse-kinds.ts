import { addNew, resourceFor } from './generic-kind.ts';
import { minutesOf } from './minutes.ts';
import { makeInterface, releaseInterfaces } from './network/network-interfaces.ts';
import { zoneOf } from './network/zones.ts';
import { invalid, notFound } from './refusal.ts';
import type { ResourceKind } from './resource-kind.ts';

const namespaceType = 'AWS::RedshiftServerless::Namespace';
const workgroupType = 'AWS::RedshiftServerless::Workgroup';
/** Fewest subnets that Redshift Serverless asks for, one in each of three zones. */
const fewestSubnets = 3;

const namespace: ResourceKind = {
  type: namespaceType,
  minutes: minutesOf(namespaceType),
  remove: (resource, world) => {
    const isUsed = world.resources
      .list(workgroupType)
      .some(({ properties }) => properties.NamespaceName === resource.id);
    if (isUsed)
      throw invalid(`Namespace ${resource.id} has an attached workgroup and cannot be deleted`, 'ResourceInUse');
    world.resources.remove(namespaceType, resource.id);
  },
};

const workgroup: ResourceKind = {
  type: workgroupType,
  minutes: minutesOf(workgroupType),
  create: (wanted, world) => {
    const { NamespaceName: name, SubnetIds: subnets = [], SecurityGroupIds: groups = [] } = wanted.properties;
    if (name !== undefined && world.resources.get(namespaceType, String(name)) === undefined)
      throw notFound(`Namespace ${String(name)} does not exist`);
    const places = [subnets].flat().map(String);
    const zones = new Set(places.map((place) => zoneOf(world.resources.get('AWS::EC2::Subnet', place))));
    if (places.length > 0 && zones.size < fewestSubnets)
      throw invalid(`There must be at least ${fewestSubnets} subnets in ${fewestSubnets} availability zones`);
    const made = addNew(world, resourceFor(wanted, world));
    const into = [groups].flat().map(String);
    for (const subnet of places) makeInterface(world, made, subnet, into, `RedshiftNetworkInterface ${made.id}`);
    return made;
  },
  remove: (resource, world) => {
    world.resources.remove(workgroupType, resource.id);
    releaseInterfaces(world, resource);
  },
};

/** Redshift Serverless: data, and what computes on it. */
export const warehouseKinds: readonly ResourceKind[] = [namespace, workgroup];
