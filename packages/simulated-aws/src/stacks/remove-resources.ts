import { judgeWork } from '../authorise/stacks/judge-work.ts';
import { kindOf } from '../kinds/kinds.ts';
import type { World } from '../world/world.ts';
import { reasonOf, recordEvent } from './record-event.ts';
import type { Stack, StackResource } from './stack.ts';
import { resourceOf } from './stack-scope.ts';
import { runSteps, type Schedule } from './timeline.ts';
import { worldAt } from './world-at.ts';

export interface Removal {
  /** Whether a resource stays in the account. */
  isKept(resource: StackResource): boolean;
}

/** Takes resources away, each when nothing needs it any more; says which could not be. */
export function removeResources(
  world: World,
  stack: Stack,
  resources: readonly StackResource[],
  startMs: number,
  { isKept }: Removal,
): Schedule {
  const steps = resources.map((resource) => ({
    name: resource.logicalId,
    after: resources.filter(({ needs }) => needs.includes(resource.logicalId)).map(({ logicalId }) => logicalId),
    run: (atMs: number) =>
      isKept(resource) ? letGo(world, stack, resource, atMs) : removeOne(world, stack, resource, atMs),
  }));
  const course = runSteps(steps, startMs, 'go-on');
  for (const resource of resources) recordRemoval(world, stack, resource, course, isKept(resource));
  return course;
}

/** Leaves a resource in the account, where it belongs to no stack any more. */
export function letGo(world: World, stack: Stack, resource: StackResource, atMs: number): number {
  const there = resourceOf(world, resource);
  if (there !== undefined) world.resources.put({ ...there, stack: null, logicalId: null });
  const { logicalId, physicalId, definition } = resource;
  recordEvent(world, stack, { atMs, logicalId, physicalId, type: definition.Type, status: 'DELETE_SKIPPED' });
  return 0;
}

function removeOne(world: World, stack: Stack, resource: StackResource, atMs: number): number {
  const there = resourceOf(world, resource);
  if (there === undefined) return 0;
  const { definition, properties, logicalId } = resource;
  judgeWork({ verb: 'remove', type: definition.Type, logicalId, properties, there }, stack, world);
  const kind = kindOf(definition.Type);
  kind.remove(there, worldAt(world, atMs));
  return kind.removeMinutes;
}

function recordRemoval(world: World, stack: Stack, resource: StackResource, course: Schedule, isKept: boolean): void {
  const { logicalId, physicalId, definition } = resource;
  const about = { logicalId, physicalId, type: definition.Type };
  const done = course.done.get(logicalId);
  const failure = course.failures.find(({ name }) => name === logicalId);
  if (isKept || (done === undefined && failure === undefined)) return;
  recordEvent(world, stack, { ...about, atMs: done?.startMs ?? failure?.atMs ?? 0, status: 'DELETE_IN_PROGRESS' });
  if (done) recordEvent(world, stack, { ...about, atMs: done.endMs, status: 'DELETE_COMPLETE' });
  if (failure)
    recordEvent(world, stack, {
      ...about,
      atMs: failure.atMs,
      status: 'DELETE_FAILED',
      reason: reasonOf(failure.fault),
    });
}

/** The resources that a stack still holds after a removal. */
export function remaining(stack: Stack, course: Schedule): Map<string, StackResource> {
  const left = [...stack.resources].filter(([name]) => !course.done.has(name));
  return new Map(
    left.map(([name, resource]) => {
      const failure = course.failures.find((each) => each.name === name);
      const failed = failure && { status: 'DELETE_FAILED', reason: reasonOf(failure.fault), changedMs: failure.atMs };
      return [name, { ...resource, ...failed }];
    }),
  );
}
