import type { StoredResource } from './resource-store.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;

/** Lets a resource go some minutes from now; until then it is there, and stands in the way. */
export function leave(world: World, resource: StoredResource, minutes: number, status: string): void {
  const leavesMs = world.clock.nowMs() + minutes * minuteMs;
  world.resources.put({ ...resource, status, attributes: { ...resource.attributes, leavesMs } });
}

/** When a resource that is going will be gone; null: it stays. */
export function leavesMs({ attributes }: StoredResource): number | null {
  return typeof attributes.leavesMs === 'number' ? attributes.leavesMs : null;
}

/** The resources of a type that are there at this moment. */
export function present(world: World, type: string): readonly StoredResource[] {
  const all = world.resources.list(type);
  const gone = all.filter((resource) => (leavesMs(resource) ?? Number.POSITIVE_INFINITY) <= world.clock.nowMs());
  for (const { id } of gone) world.resources.remove(type, id);
  return all.filter((resource) => !gone.includes(resource));
}

/** Somebody asks for these: where one is going, time passes until it is gone. Gives those that are still there. */
export function seen(
  world: World,
  type: string,
  isAsked: (resource: StoredResource) => boolean,
): readonly StoredResource[] {
  const leaving = present(world, type)
    .filter(isAsked)
    .map(leavesMs)
    .filter((ms) => ms !== null);
  if (leaving.length > 0) world.clock.advanceTo(Math.max(...leaving));
  return present(world, type).filter(isAsked);
}
