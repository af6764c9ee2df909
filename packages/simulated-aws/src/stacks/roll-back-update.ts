import { kindOf } from '../kinds/kinds.ts';
import type { World } from '../world/world.ts';
import { presentResource } from './make-resources.ts';
import { validationError } from './parse-template.ts';
import { beginOperation, reasonOf, recordEvent, recordStatus } from './record-event.ts';
import { letGo, removeResources } from './remove-resources.ts';
import type { AppliedChange, Before, Stack, StackResource } from './stack.ts';
import { runSteps, type Schedule } from './timeline.ts';
import { worldAt } from './world-at.ts';

export interface Undoing extends Pick<Before, 'appliedChanges'> {
  readonly world: World;
  readonly stack: Stack;
}

/** Brings a stack back to what it was before an update; where that fails it waits to be continued. */
export function rollBackUpdate(undoing: Undoing, startMs: number, reason: string, skip: readonly string[]): void {
  const { world, stack, appliedChanges } = undoing;
  recordStatus(world, stack, startMs, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const changed = [...appliedChanges.values()].filter(({ before, isReplaced }) => before !== null && !isReplaced);
  const course = restore(
    undoing,
    changed.filter(({ after }) => !skip.includes(after.logicalId)),
    startMs,
  );
  if (course.failures.length > 0) {
    const names = course.failures.map(({ name }) => name).join(', ');
    const failed = `The following resource(s) failed to update: [${names}]. `;
    close(undoing, 'UPDATE_ROLLBACK_FAILED', course.endMs, failed);
    return;
  }
  recordStatus(world, stack, course.endMs, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  const endMs = removeMade(undoing, course.endMs);
  if (stack.before) {
    const { request, resources } = stack.before;
    Object.assign(stack, { request, resources: new Map(resources), before: null });
  }
  close(undoing, 'UPDATE_ROLLBACK_COMPLETE', endMs, null);
}

export interface ContinueRequest {
  /** Logical ids of what is left as it is. */
  readonly skip: readonly string[];
  /** Of the call that asks for it; null: it has none. */
  readonly token: string | null;
}

/** Takes up a rollback that failed. */
export function continueRollback(world: World, stack: Stack, { skip, token }: ContinueRequest): void {
  const { before, status } = stack;
  if (before === null || status !== 'UPDATE_ROLLBACK_FAILED')
    throw validationError(`Stack:${stack.id} is in ${status} state and can not continue its rollback.`);
  const unknown = skip.filter((name) => !before.appliedChanges.has(name));
  if (unknown.length > 0)
    throw validationError(`Resources to skip must be in UPDATE_FAILED state: [${unknown.join(', ')}]`);
  beginOperation(world, stack, token);
  rollBackUpdate({ world, stack, appliedChanges: before.appliedChanges }, world.clock.nowMs(), 'User Initiated', skip);
}

function restore({ world, stack }: Undoing, changed: readonly AppliedChange[], startMs: number): Schedule {
  const steps = changed.map(({ before, after }) => ({
    name: after.logicalId,
    after: [],
    run: (atMs: number) => (before ? restoreOne(world, before, atMs) : 0),
  }));
  const course = runSteps(steps, startMs, 'go-on');
  for (const { after } of changed) recordRestored({ world, stack }, after, course);
  return course;
}

function restoreOne(world: World, before: StackResource, atMs: number): number {
  const kind = kindOf(before.definition.Type);
  kind.update(presentResource(world, before), before.properties, worldAt(world, atMs));
  return kind.minutes;
}

function recordRestored({ world, stack }: Pick<Undoing, 'world' | 'stack'>, resource: StackResource, course: Schedule) {
  const { logicalId, physicalId, definition } = resource;
  const about = { logicalId, physicalId, type: definition.Type };
  const done = course.done.get(logicalId);
  const failure = course.failures.find(({ name }) => name === logicalId);
  if (done) recordEvent(world, stack, { ...about, atMs: done.endMs, status: 'UPDATE_COMPLETE' });
  if (failure)
    recordEvent(world, stack, {
      ...about,
      atMs: failure.atMs,
      status: 'UPDATE_FAILED',
      reason: reasonOf(failure.fault),
    });
}

/** Deletes what the update made anew. */
function removeMade({ world, stack, appliedChanges }: Undoing, startMs: number): number {
  const made = [...appliedChanges.values()].filter(({ before, isReplaced }) => before === null || isReplaced);
  for (const { after, verb } of made) if (verb === 'IMPORT') letGo(world, stack, after, startMs);
  const isKept = ({ definition, status }: StackResource) =>
    definition.DeletionPolicy === 'Retain' && status !== 'UPDATE_COMPLETE';
  const resources = made.filter(({ verb }) => verb !== 'IMPORT').map(({ after }) => after);
  const course = removeResources(world, stack, resources, startMs, { isKept });
  for (const { name } of course.failures) {
    const left = resources.find(({ logicalId }) => logicalId === name);
    const there = left && world.resources.get(left.definition.Type, left.physicalId);
    if (there) world.resources.put({ ...there, stack: null, logicalId: null });
  }
  return course.endMs;
}

function close({ world, stack }: Undoing, status: string, endMs: number, reason: string | null): void {
  Object.assign(stack, { status, reason, busy: { untilMs: endMs, status: 'UPDATE_ROLLBACK_IN_PROGRESS' } });
  recordStatus(world, stack, endMs, status, reason);
}
