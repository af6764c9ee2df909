import { takeAway } from './delete-stack.ts';
import { recordStatus } from './record-event.ts';
import { letGo, remaining, removeResources } from './remove-resources.ts';
import type { Undoing } from './roll-back-update.ts';
import type { OnFailure, StackResource } from './stack.ts';

/** Deletes what a failed creation has made; afterwards the stack can only be deleted. */
export function rollBackCreate(undoing: Undoing, startMs: number, reason: string, onFailure: OnFailure): void {
  const { world, stack, appliedChanges } = undoing;
  if (onFailure === 'DELETE') {
    recordStatus(world, stack, startMs, 'DELETE_IN_PROGRESS', reason);
    takeAway(world, stack, startMs, { retain: [], isForced: false });
    return;
  }
  recordStatus(world, stack, startMs, 'ROLLBACK_IN_PROGRESS', `${reason}Rollback requested by user.`);
  for (const { after, verb } of appliedChanges.values()) {
    if (verb !== 'IMPORT') continue;
    letGo(world, stack, after, startMs);
    stack.resources.delete(after.logicalId);
  }
  // A resource that is to be retained except on create is deleted here, and only here.
  const isKept = ({ definition }: StackResource) => definition.DeletionPolicy === 'Retain';
  const course = removeResources(world, stack, [...stack.resources.values()], startMs, { isKept });
  stack.resources = remaining(stack, course);
  const isClean = stack.resources.size === 0;
  const failed = course.failures.map(({ name }) => name).join(', ');
  stack.status = isClean ? 'ROLLBACK_COMPLETE' : 'ROLLBACK_FAILED';
  stack.reason = isClean ? reason : `The following resource(s) failed to delete: [${failed}]. `;
  stack.busy = { untilMs: course.endMs, status: 'ROLLBACK_IN_PROGRESS' };
  recordStatus(world, stack, course.endMs, stack.status, isClean ? null : stack.reason);
}
