import type { Members, Operation } from '../../service/service.ts';
import type { ChangeSet, Stack, StackEvent } from '../../stacks/stack.ts';
import { settle, stackNamed } from '../../stacks/stack-book.ts';
import type { World } from '../../world/world.ts';
import { changeSetIn } from './change-set-operations.ts';
import { nameIn } from './stack-operations.ts';

/** Operations that tell what happened, the latest first. */
export const eventOperations: Readonly<Record<string, Operation>> = {
  DescribeStackEvents: (input, world) => {
    const stack = settle(world, stackNamed(world, nameIn(input)));
    return { StackEvents: latestFirst(stack).map((event) => stackEvent(event, stack)) };
  },
  DescribeEvents: (input, world) => {
    if (typeof input.ChangeSetName === 'string') return { OperationEvents: findings(input, world) };
    const stack = settle(world, stackOf(input, world));
    const { FailedEvents: onlyFailed = false } = isRecord(input.Filters) ? input.Filters : {};
    const events = latestFirst(stack).filter(
      ({ operation, status }) =>
        (input.OperationId === undefined || operation === input.OperationId) &&
        (onlyFailed !== true || status.endsWith('_FAILED')),
    );
    return { OperationEvents: events.map((event) => operationEvent(event, stack)) };
  },
};

function stackOf(input: Members, world: World): Stack {
  const found = world.stacks.find((stack) => stack.events.some(({ operation }) => operation === input.OperationId));
  return found ?? stackNamed(world, nameIn(input));
}

function latestFirst(stack: Stack): StackEvent[] {
  return stack.events.toSorted((one, other) => one.atMs - other.atMs).reverse();
}

function stackEvent(event: StackEvent, stack: Stack): Members {
  return {
    StackId: stack.id,
    EventId: event.id,
    StackName: stack.name,
    OperationId: event.operation,
    ...(event.token === null ? {} : { ClientRequestToken: event.token }),
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.atMs),
    ResourceStatus: event.status,
    ...(event.reason === null ? {} : { ResourceStatusReason: event.reason }),
    ...(event.properties === null ? {} : { ResourceProperties: JSON.stringify(event.properties) }),
  };
}

function operationEvent(event: StackEvent, stack: Stack): Members {
  const { StackName: _, ...members } = stackEvent(event, stack);
  return { ...members, EventType: 'STACK_EVENT' };
}

/** Why a change set was not made. */
function findings(input: Members, world: World): Members[] {
  const { stack, changeSet } = changeSetIn(input, world);
  return changeSet.findings.map((finding) => validation(stack, changeSet, finding));
}

function validation(stack: Stack, changeSet: ChangeSet, finding: ChangeSet['findings'][number]): Members {
  return {
    EventId: `${changeSet.id}/${finding.logicalId}`,
    StackId: stack.id,
    OperationId: changeSet.id,
    OperationType: 'CREATE_CHANGESET',
    EventType: 'VALIDATION_ERROR',
    LogicalResourceId: finding.logicalId,
    ResourceType: finding.type,
    Timestamp: new Date(changeSet.createdMs),
    ValidationFailureMode: 'FAIL',
    ValidationName: 'PROPERTY_VALIDATION',
    ValidationStatus: 'FAILED',
    ValidationStatusReason: finding.message,
    ValidationPath: `/Resources/${finding.logicalId}/Properties`,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
