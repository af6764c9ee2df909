import type { Members, Operation } from '../../service/service.ts';
import { validationError } from '../../stacks/parse-template.ts';
import type { Stack, StackResource } from '../../stacks/stack.ts';
import { settle, stackNamed } from '../../stacks/stack-book.ts';
import type { World } from '../../world/world.ts';
import { nameIn } from './stack-operations.ts';

/** The rest of a larger stack is only to be had in pages, from ListStackResources. */
const mostDescribed = 100;

/** Operations that tell what a stack holds. */
export const resourceOperations: Readonly<Record<string, Operation>> = {
  DescribeStackResources: (input, world) => {
    const stack = settle(world, stackHolding(input, world));
    const resources = [...stack.resources.values()].filter(
      ({ logicalId }) => input.LogicalResourceId === undefined || logicalId === input.LogicalResourceId,
    );
    return {
      StackResources: resources.slice(0, mostDescribed).map((resource) => ({
        ...ofStack(stack),
        ...summary(resource),
        Timestamp: new Date(resource.changedMs),
      })),
    };
  },
  DescribeStackResource: (input, world) => {
    const stack = settle(world, stackNamed(world, nameIn(input)));
    const logicalId = String(input.LogicalResourceId);
    const resource = stack.resources.get(logicalId);
    if (resource === undefined) throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
    const { Metadata: metadata } = resource.definition;
    const detail = { ...ofStack(stack), ...summary(resource), LastUpdatedTimestamp: new Date(resource.changedMs) };
    return {
      StackResourceDetail: metadata === undefined ? detail : { ...detail, Metadata: JSON.stringify(metadata) },
    };
  },
  ListStackResources: (input, world) => {
    const stack = settle(world, stackNamed(world, nameIn(input)));
    return {
      StackResourceSummaries: [...stack.resources.values()].map((resource) => ({
        ...summary(resource),
        LastUpdatedTimestamp: new Date(resource.changedMs),
      })),
    };
  },
};

function stackHolding(input: Members, world: World): Stack {
  const { PhysicalResourceId: physicalId } = input;
  if (typeof physicalId !== 'string') return stackNamed(world, nameIn(input));
  const found = world.stacks.find((stack) =>
    [...stack.resources.values()].some((each) => each.physicalId === physicalId),
  );
  if (found === undefined) throw validationError(`Stack for ${physicalId} does not exist`);
  return found;
}

function ofStack(stack: Stack): Members {
  return { StackId: stack.id, StackName: stack.name };
}

function summary({ logicalId, physicalId, definition, status, reason }: StackResource): Members {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: definition.Type,
    ResourceStatus: status,
    ...(reason === null ? {} : { ResourceStatusReason: reason }),
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}
