import type { Json, JsonMap } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { changedProperties } from './replacement.ts';
import type { Stack, StackResource } from './stack.ts';
import { resourceOf } from './stack-scope.ts';

export interface ResourceDrift {
  readonly resource: StackResource;
  readonly status: 'IN_SYNC' | 'MODIFIED' | 'DELETED';
  /** Null: there is none. */
  readonly actual: JsonMap | null;
  readonly differences: readonly {
    readonly path: string;
    readonly expected: Json | undefined;
    readonly found: Json | undefined;
  }[];
}

/** What of a stack's resources is not as it was asked for; only what was asked for is compared. */
export function stackDrift(world: World, stack: Stack): ResourceDrift[] {
  return [...stack.resources.values()].map((resource): ResourceDrift => {
    const there = resourceOf(world, resource);
    if (there === undefined) return { resource, status: 'DELETED', actual: null, differences: [] };
    const { properties: expected } = resource;
    const differences = changedProperties(expected, there.properties)
      .filter((name) => expected[name] !== undefined)
      .map((name) => ({ path: `/${name}`, expected: expected[name], found: there.properties[name] }));
    const status = differences.length === 0 ? 'IN_SYNC' : 'MODIFIED';
    return { resource, status, actual: there.properties, differences };
  });
}
