import type { World } from '../world/world.ts';
import { validationError } from './parse-template.ts';
import { beginOperation } from './record-event.ts';
import { rollBackCreate } from './roll-back-create.ts';
import { rollBackUpdate } from './roll-back-update.ts';
import type { Stack } from './stack.ts';

/** Rolls back what a failed operation left that was told not to. */
export function rollBackFailed(world: World, stack: Stack, token: string | null): void {
  const { before, status } = stack;
  if (before === null || !['CREATE_FAILED', 'UPDATE_FAILED'].includes(status))
    throw validationError(`Stack:${stack.id} is in ${status} state and can not be rolled back.`);
  beginOperation(world, stack, token);
  const undoing = { world, stack, appliedChanges: before.appliedChanges };
  const nowMs = world.clock.nowMs();
  if (status === 'CREATE_FAILED') rollBackCreate(undoing, nowMs, '', 'ROLLBACK');
  else rollBackUpdate(undoing, nowMs, 'User Initiated', []);
}
