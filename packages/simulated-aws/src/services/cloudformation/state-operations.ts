import type { Members, Operation } from '../../service/service.ts';
import { toldParameters } from '../../stacks/parameters.ts';
import type { Stack } from '../../stacks/stack.ts';
import { statusAt } from '../../stacks/stack.ts';
import { settle, stackNamed } from '../../stacks/stack-book.ts';
import type { World } from '../../world/world.ts';

/** Operations that tell how stacks are. */
export const stateOperations: Readonly<Record<string, Operation>> = {
  DescribeStacks: (input, world) => {
    const { StackName: asked } = input;
    if (typeof asked === 'string' && asked !== '') return { Stacks: [described(askedStack(world, asked))] };
    for (const stack of world.stacks) settle(world, stack);
    return {
      Stacks: world.stacks.filter(({ status }) => status !== 'DELETE_COMPLETE').map(described),
    };
  },
  ListStacks: (input, world) => {
    const wanted = Array.isArray(input.StackStatusFilter) ? input.StackStatusFilter : [];
    const summaries = world.stacks.map((stack) => summary(stack, world));
    return {
      StackSummaries: summaries.filter(({ StackStatus: status }) => wanted.length === 0 || wanted.includes(status)),
    };
  },
};

/** By name a stack is found until it is deleted, by id afterwards too. */
function askedStack(world: World, nameOrId: string): Stack {
  settle(world, stackNamed(world, nameOrId));
  return stackNamed(world, nameOrId);
}

function described(stack: Stack): Members {
  const { request } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...(request.template.Description === undefined ? {} : { Description: request.template.Description }),
    Parameters: toldParameters(request),
    CreationTime: new Date(stack.createdMs),
    ...(stack.updatedMs === null ? {} : { LastUpdatedTime: new Date(stack.updatedMs) }),
    ...(stack.deletedMs === null ? {} : { DeletionTime: new Date(stack.deletedMs) }),
    StackStatus: stack.status,
    ...(stack.reason === null ? {} : { StackStatusReason: stack.reason }),
    DisableRollback: false,
    NotificationARNs: [],
    Capabilities: request.capabilities,
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      ...(description === null ? {} : { Description: description }),
      ...(exportName === null ? {} : { ExportName: exportName }),
    })),
    Tags: request.tags,
    EnableTerminationProtection: stack.protected,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

function summary(stack: Stack, world: World) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: new Date(stack.createdMs),
    ...(stack.updatedMs === null ? {} : { LastUpdatedTime: new Date(stack.updatedMs) }),
    ...(stack.deletedMs === null ? {} : { DeletionTime: new Date(stack.deletedMs) }),
    StackStatus: statusAt(stack, world.clock.nowMs()),
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
