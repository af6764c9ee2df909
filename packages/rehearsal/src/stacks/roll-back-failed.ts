import type { World } from '../world/world.ts';
import type { Making } from './make-resources.ts';
import { validationError } from './parse-template.ts';
import { rollBackCreate } from './roll-back-create.ts';
import { rollBackUpdate } from './roll-back-update.ts';
import type { Stack } from './stack.ts';

const leftBy = new WeakMap<Stack, Making>();

/** Remembers what an operation did that failed and was told not to roll back. */
export function leaveForRollback(making: Making): void {
  leftBy.set(making.stack, making);
}

/** Rolls back what a failed operation left. */
export function rollBackFailed(world: World, stack: Stack): void {
  const making = leftBy.get(stack);
  if (making === undefined || !['CREATE_FAILED', 'UPDATE_FAILED'].includes(stack.status))
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`);
  leftBy.delete(stack);
  const nowMs = world.clock.nowMs();
  if (stack.status === 'CREATE_FAILED') rollBackCreate(making, nowMs, '', 'ROLLBACK');
  else rollBackUpdate(making, nowMs, 'User Initiated', []);
}
