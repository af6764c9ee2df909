import type { StoredResource, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { nowhere } from '../relations/nowhere.ts';

/** The resource of EC2 with an id, which has to be there. */
export function present(world: World, type: string, id: WireJson | undefined): StoredResource {
  const found = world.resources.get(type, String(id));
  if (found !== undefined) return found;
  throw nowhere(type, { property: 'Id', text: String(id), types: [type] });
}
