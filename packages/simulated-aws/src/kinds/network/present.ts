import type { StoredResource, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { notFound } from '../refusal.ts';

/** The resource with an id, which has to be there. */
export function present(world: World, type: string, id: WireJson | undefined): StoredResource {
  const found = world.resources.get(type, String(id));
  if (found !== undefined) return found;
  const what = type.split('::').at(-1) ?? type;
  throw notFound(`The ${what} ID '${String(id)}' does not exist`, `Invalid${what}ID.NotFound`);
}
