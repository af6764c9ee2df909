import type { World } from '../world/world.ts';
import { validationError } from './parse-template.ts';
import { beginOperation, recordStatus } from './record-event.ts';
import { letGo, remaining, removeResources } from './remove-resources.ts';
import type { Stack, StackResource } from './stack.ts';
import { importersOf, isBusy, settle } from './stack-book.ts';

export interface DeleteOptions {
  /** Logical ids of what stays in the account. */
  readonly retain: readonly string[];
  /** Whether the stack goes although something cannot be deleted, which then stays in the account. */
  readonly isForced: boolean;
}

export interface DeleteRequest extends DeleteOptions {
  /** Of the call that asks for it; null: it has none. */
  readonly token: string | null;
}

/** Deletes a stack; a creation in progress is let end first. */
export function deleteStack(world: World, stack: Stack, { retain, isForced, token }: DeleteRequest): void {
  if (stack.protected)
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  if (isBusy(world, stack) && stack.busy.status === 'CREATE_IN_PROGRESS') settle(world, stack);
  if (isBusy(world, stack))
    throw validationError(`Stack:${stack.id} is in ${stack.busy.status} state and can not be deleted.`);
  if ((retain.length > 0 || isForced) && stack.status !== 'DELETE_FAILED')
    throw validationError(
      `Invalid operation on stack [${stack.id}]. Resources can be retained, or a deletion forced, only in the state DELETE_FAILED.`,
    );
  const unknown = retain.filter((name) => !stack.resources.has(name));
  if (unknown.length > 0)
    throw validationError(
      `The specified resources to retain must be in a valid state. Do not specify ${unknown.join(', ')}`,
    );
  const nowMs = world.clock.nowMs();
  beginOperation(world, stack, token);
  const used = usedExport(world, stack);
  if (used !== null) {
    recordStatus(world, stack, nowMs, stack.status, used);
    return;
  }
  recordStatus(world, stack, nowMs, 'DELETE_IN_PROGRESS', 'User Initiated');
  takeAway(world, stack, nowMs, { retain, isForced });
}

/** CloudFormation takes up the deletion of a stack whose exports are in use, and puts it back as it was. */
function usedExport(world: World, stack: Stack): string | null {
  for (const { exportName } of stack.outputs) {
    const importers = exportName === null ? [] : importersOf(world, exportName);
    if (importers.length > 0)
      return `Export ${exportName} cannot be deleted as it is in use by ${importers.join(', ')}`;
  }
  return null;
}

/** Deletes what a stack holds, from a moment on, and ends it there or in DELETE_FAILED. */
export function takeAway(world: World, stack: Stack, startMs: number, { retain, isForced }: DeleteOptions): void {
  const isKept = ({ logicalId, definition }: StackResource) =>
    retain.includes(logicalId) || /^Retain/.test(definition.DeletionPolicy ?? '');
  const course = removeResources(world, stack, [...stack.resources.values()], startMs, { isKept });
  stack.resources = remaining(stack, course);
  if (isForced) {
    for (const resource of stack.resources.values()) letGo(world, stack, resource, course.endMs);
    stack.resources = new Map();
  }
  const failed = course.failures.map(({ name }) => name);
  const isGone = stack.resources.size === 0;
  stack.busy = { untilMs: course.endMs, status: 'DELETE_IN_PROGRESS' };
  stack.status = isGone ? 'DELETE_COMPLETE' : 'DELETE_FAILED';
  stack.reason = isGone ? null : `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
  if (isGone) Object.assign(stack, { deletedMs: course.endMs, outputs: [], imports: [] });
  recordStatus(world, stack, course.endMs, stack.status, stack.reason);
}
