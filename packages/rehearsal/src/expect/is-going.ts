import type { World } from '@atelier/simulated-aws';

/** Whether a thing of the account goes by itself, as time passes. */
export function isGoing({ attributes }: ReturnType<World['resources']['list']>[number]): boolean {
  return attributes.leavesMs !== undefined || attributes.LingersUntilMs !== undefined;
}
