import { interfacesIn } from '../../kinds/network/network-interfaces.ts';
import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { isAsked, list } from './filters.ts';

const valuesIn = (world: World) => ({
  'network-interface-id': ({ id }: StoredResource) => [id],
  'vpc-id': (each: StoredResource) => [vpcOf(each, world)],
  'subnet-id': ({ properties }: StoredResource) => [properties.SubnetId],
  'group-id': ({ properties }: StoredResource) => list(properties.GroupSet),
  description: ({ properties }: StoredResource) => [properties.Description],
  'interface-type': ({ properties }: StoredResource) => [properties.InterfaceType],
  status: ({ status }: StoredResource) => [status],
});

/** Time passes until those that linger are gone. */
const describeInterfaces: Operation = (input, world) => {
  const wanted = isAsked(input, 'NetworkInterfaceIds', valuesIn(world));
  const ends = interfacesIn(world)
    .filter(wanted)
    .map(({ attributes }) => Number(attributes.LingersUntilMs ?? 0));
  world.clock.advanceTo(Math.max(0, ...ends));
  const found = interfacesIn(world).filter(wanted);
  return { NetworkInterfaces: found.map((each) => describe(each, world)) };
};

function describe(each: StoredResource, world: World): Members {
  const { id, properties, status, madeBy } = each;
  return {
    ...{ NetworkInterfaceId: id, SubnetId: properties.SubnetId, VpcId: vpcOf(each, world) },
    ...{ Status: status ?? 'available', Description: properties.Description ?? '' },
    InterfaceType: properties.InterfaceType ?? 'interface',
    ...{ RequesterManaged: madeBy !== null, OwnerId: world.account },
    ...(properties.Attachment === undefined ? {} : { Attachment: properties.Attachment }),
    Groups: list(properties.GroupSet).map((group) => ({ GroupId: group, GroupName: group })),
    TagSet: properties.Tags ?? [],
  };
}

function vpcOf({ properties }: StoredResource, world: World): unknown {
  return world.resources.get('AWS::EC2::Subnet', String(properties.SubnetId))?.properties.VpcId;
}

export const interfaceOperations: Readonly<Record<string, Operation>> = {
  DescribeNetworkInterfaces: describeInterfaces,
  DeleteNetworkInterface: ({ NetworkInterfaceId: id }, world) => {
    const found = interfacesIn(world).find((each) => each.id === id);
    if (found === undefined)
      throw new AwsFault('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${id}' does not exist`);
    if (found.status === 'in-use')
      throw new AwsFault('InvalidParameterValue', `Network interface '${id}' is currently in use.`);
    world.resources.remove(found.type, found.id);
    return {};
  },
};
