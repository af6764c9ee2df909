import type { World } from '../world/world.ts';

/** The same world with its clock at the moment of a step: operations are worked out before the clock passes. */
export function worldAt(world: World, ms: number): World {
  return {
    account: world.account,
    region: world.region,
    partition: world.partition,
    resources: world.resources,
    objects: world.objects,
    clock: { nowMs: () => ms, advanceTo: () => undefined },
    newId: (prefix) => world.newId(prefix),
  };
}
