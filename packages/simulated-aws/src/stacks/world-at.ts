import type { World } from '../world/world.ts';

/** The same world with its clock at the moment of a step: operations are worked out before the clock passes. */
export function worldAt(world: World, ms: number): World {
  return { ...world, clock: { nowMs: () => ms, advanceTo: () => undefined } };
}
