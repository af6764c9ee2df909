import { judge, serviceCaller } from '../../authorise/judge.ts';
import type { JsonMap } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { type RoleTaker, roleTakers } from './role-takers.ts';
import { takenRoles } from './taken-roles.ts';

/** @throws AwsFault where a service is given a role that is not there or that does not trust it */
export function checkTrust(type: string, properties: JsonMap, world: World): void {
  const taker = roleTakers[type];
  if (taker !== undefined) for (const role of takenRoles(type, properties)) checkTaken(role, taker, world);
}

/** @throws AwsFault where a role is not there, or does not trust a service under one of its names */
export function checkTaken(
  role: string,
  { principals, source, refusal }: Pick<RoleTaker, 'principals' | 'source' | 'refusal'>,
  world: World,
): void {
  const right = { action: 'sts:AssumeRole', resource: role, source: source(world) };
  const denied = principals.map((name) => judge(right, serviceCaller(name), 'outside', world));
  if (denied.some((one) => one !== undefined)) throw refusal(role);
}
