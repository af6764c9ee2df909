import { AwsFault, type Members } from '../../service/service.ts';
import { leavesMs, seen } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

export function notFound(what: string, name: unknown): AwsFault {
  return new AwsFault('ResourceNotFound', `${what} [${name}] does not exist`);
}

/** The older operations word it differently from those of Studio. */
export function missing(what: string, arn: string): AwsFault {
  return new AwsFault('ValidationException', `Could not find ${what} "${arn}".`);
}

export function nameOf({ properties, id }: StoredResource, property: string): string {
  return String(properties[property] ?? id);
}

/**
 * The one resource that a call names, the clock passing to the end of what is under way with it.
 *
 * @throws AwsFault where it is not, or is no longer, there
 */
export function theOne(
  world: World,
  type: string,
  isMeant: (resource: StoredResource) => boolean,
  name: unknown,
): StoredResource {
  const [found] = seen(world, type, isMeant);
  if (found === undefined) throw notFound(type.split('::').at(-1) ?? type, name);
  return found;
}

/** The one resource that a call is to change; that one on its way out is refused with `ResourceInUse` is assumed. */
export function theIdle(
  world: World,
  type: string,
  isMeant: (resource: StoredResource) => boolean,
  name: unknown,
): StoredResource {
  const found = world.resources.list(type).find(isMeant);
  const ends = found === undefined ? null : leavesMs(found);
  if (found === undefined || (ends !== null && ends <= world.clock.nowMs()))
    throw notFound(type.split('::').at(-1) ?? type, name);
  if (ends !== null) throw new AwsFault('ResourceInUse', `${type.split('::').at(-1)} [${name}] is being deleted`);
  return found;
}

/** When it was made, under the two names that answers have. */
export function times({ createdMs }: StoredResource): Members {
  return { CreationTime: new Date(createdMs), LastModifiedTime: new Date(createdMs) };
}

export function arnOf(world: World, rest: string): string {
  return `arn:${world.partition}:sagemaker:${world.region}:${world.account}:${rest}`;
}
