import type { JsonMap, StoredResource } from '../../src/world/resource-store.ts';
import type { World } from '../../src/world/world.ts';

/** Puts something into the account as if a stack had made it. */
export function has(world: World, type: string, id: string, properties: JsonMap = {}): StoredResource {
  const resource: StoredResource = {
    type,
    id,
    properties,
    attributes: {},
    stack: 'some-stack',
    logicalId: 'Thing',
    createdMs: world.clock.nowMs(),
    status: null,
    madeBy: null,
  };
  world.resources.put(resource);
  return resource;
}
