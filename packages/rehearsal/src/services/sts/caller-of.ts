import type { Caller } from '../../service/service.ts';
import type { World } from '../../world/world.ts';

/** Access keys that were given out, with whom they stand for. */
const given = new WeakMap<World, Map<string, string>>();

/** Whose access key it is: that of a role's session if it was given out for one, otherwise the account's own user. */
export function callerOf(accessKeyId: string, world: World): Caller {
  const user = `arn:${world.partition}:iam::${world.account}:user/rehearsal`;
  return { accessKeyId, arn: given.get(world)?.get(accessKeyId) ?? user };
}

/** A new access key for somebody. */
export function newAccessKey(arn: string, world: World): string {
  const keys = given.get(world) ?? new Map<string, string>();
  given.set(world, keys);
  const accessKeyId = `ASIA${String(keys.size + 1).padStart(16, '0')}`;
  keys.set(accessKeyId, arn);
  return accessKeyId;
}
