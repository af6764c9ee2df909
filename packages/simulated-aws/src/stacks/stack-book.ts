import { newUuid } from '../kinds/generated-id.ts';
import type { World } from '../world/world.ts';
import { validationError } from './parse-template.ts';
import { type Stack, type StackOutput, type StackRequest, statusAt } from './stack.ts';

/** The stack of a name, or with an id, which finds deleted ones too. */
export function findStack(world: World, nameOrId: string): Stack | undefined {
  const found = world.stacks.filter(({ id, name }) => id === nameOrId || name === nameOrId);
  return found.find((stack) => stack.status !== 'DELETE_COMPLETE' || stack.id === nameOrId || isBusy(world, stack));
}

export function stackNamed(world: World, nameOrId: string): Stack {
  const stack = findStack(world, nameOrId);
  if (stack === undefined) throw validationError(`Stack with id ${nameOrId} does not exist`);
  return stack;
}

/** Whoever asks for the state of an operation in progress sees its end: the clock passes to it. */
export function settle(world: World, stack: Stack): Stack {
  world.clock.advanceTo(stack.busy.untilMs);
  return stack;
}

export function isBusy(world: World, stack: Stack): boolean {
  return world.clock.nowMs() < stack.busy.untilMs;
}

export function addStack(world: World, name: string, request: StackRequest, status: string): Stack {
  const place = `arn:${world.partition}:cloudformation:${world.region}:${world.account}`;
  const stack: Stack = {
    name,
    id: `${place}:stack/${name}/${newUuid(world, 'stack')}`,
    createdMs: world.clock.nowMs(),
    request,
    status,
    reason: null,
    updatedMs: null,
    deletedMs: null,
    busy: { untilMs: 0, status },
    operation: newUuid(world, 'operation'),
    token: null,
    resources: new Map(),
    outputs: [],
    imports: [],
    before: null,
    drift: null,
    events: [],
    changeSets: new Map(),
    protected: false,
  };
  world.stacks.push(stack);
  return stack;
}

export interface Exported extends StackOutput {
  readonly stack: Stack;
}

/** Exports of the stacks that are there; those of one that is still being made do not count yet. */
export function exportsOf(world: World): Exported[] {
  return world.stacks
    .filter((stack) => statusAt(stack, world.clock.nowMs()) !== 'CREATE_IN_PROGRESS')
    .flatMap((stack) => stack.outputs.map((output) => ({ ...output, stack })))
    .filter(({ exportName }) => exportName !== null);
}

/** Names of the stacks that import an export. */
export function importersOf(world: World, exportName: string): string[] {
  return world.stacks.filter(({ imports }) => imports.includes(exportName)).map(({ name }) => name);
}
