import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { dependencyViolation } from '../refusal.ts';
import { interfacesIn } from './network-interfaces.ts';

/** Removes a resource of the network, unless something of EC2 still stands on it. */
export function removeUnlessUsed(what: string, isUsedBy: (user: StoredResource, used: StoredResource) => boolean) {
  return (resource: StoredResource, world: World): void => {
    // Interfaces linger after their owner; asking for those that are there lets the others go.
    interfacesIn(world);
    const users = world.resources
      .list()
      .filter((user) => user.id !== resource.id && user.type.startsWith('AWS::EC2::'));
    if (users.some((user) => isUsedBy(user, resource))) throw dependencyViolation(what, resource.id);
    world.resources.remove(resource.type, resource.id);
  };
}

/** Whether a property of a resource, or a list in it, names another by its id. */
export function names(user: StoredResource, property: string, id: string): boolean {
  return [user.properties[property] ?? []].flat().includes(id);
}
