import type { World } from '../world/world.ts';
import { changedProperties } from './replacement.ts';
import type { ResourceDrift, Stack } from './stack.ts';
import { resourceOf } from './stack-scope.ts';

/** Drift of each of a stack's resources from what was asked for; only what was asked for is compared. */
export function stackDrift(world: World, stack: Stack): ResourceDrift[] {
  return [...stack.resources.values()].map((resource): ResourceDrift => {
    const there = resourceOf(world, resource);
    if (there === undefined) return { resource, status: 'DELETED', actual: null, differences: [] };
    const { properties: expected, definition } = resource;
    const differences = changedProperties(expected, there.properties)
      .filter((name) => definition.Properties?.[name] !== undefined)
      .map((name) => ({ path: `/${name}`, expected: expected[name], found: there.properties[name] }));
    const status = differences.length === 0 ? 'IN_SYNC' : 'MODIFIED';
    return { resource, status, actual: there.properties, differences };
  });
}
