import { newUuid } from '../../kinds/generated-id.ts';
import type { Members, Operation } from '../../service/service.ts';
import { validationError } from '../../stacks/parse-template.ts';
import type { DriftDetection, ResourceDrift, Stack } from '../../stacks/stack.ts';
import { settle, stackNamed } from '../../stacks/stack-book.ts';
import { stackDrift } from '../../stacks/stack-drift.ts';
import type { World } from '../../world/world.ts';
import { nameIn } from './stack-operations.ts';

/** Operations that compare what is there with what was asked for. */
export const driftOperations: Readonly<Record<string, Operation>> = {
  DetectStackDrift: (input, world) => {
    const stack = settle(world, stackNamed(world, nameIn(input)));
    const id = newUuid(world, 'drift');
    stack.drift = { id, atMs: world.clock.nowMs(), drifts: stackDrift(world, stack) };
    return { StackDriftDetectionId: id };
  },
  DescribeStackDriftDetectionStatus: (input, world) => {
    const { stackId, detection } = detectionOf(world, String(input.StackDriftDetectionId));
    const drifted = detection.drifts.filter(({ status }) => status !== 'IN_SYNC').length;
    return {
      StackId: stackId,
      StackDriftDetectionId: detection.id,
      StackDriftStatus: drifted === 0 ? 'IN_SYNC' : 'DRIFTED',
      DetectionStatus: 'DETECTION_COMPLETE',
      DriftedStackResourceCount: drifted,
      Timestamp: new Date(detection.atMs),
    };
  },
  DescribeStackResourceDrifts: (input, world) => {
    const stack = stackNamed(world, nameIn(input));
    const detection = stack.drift;
    const filters = Array.isArray(input.StackResourceDriftStatusFilters) ? input.StackResourceDriftStatusFilters : [];
    const drifts = (detection?.drifts ?? []).filter(({ status }) => filters.length === 0 || filters.includes(status));
    return { StackResourceDrifts: drifts.map((drift) => described(stack, drift, detection?.atMs ?? 0)) };
  },
};

interface Detected {
  readonly stackId: string;
  readonly detection: DriftDetection;
}

function detectionOf(world: World, id: string): Detected {
  for (const { id: stackId, drift } of world.stacks) if (drift?.id === id) return { stackId, detection: drift };
  throw validationError(`Drift detection ${id} does not exist`);
}

function described(stack: Stack, { resource, status, actual, differences }: ResourceDrift, atMs: number): Members {
  return {
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.definition.Type,
    ExpectedProperties: JSON.stringify(resource.properties),
    ...(actual === null ? {} : { ActualProperties: JSON.stringify(actual) }),
    PropertyDifferences: differences.map(({ path, expected, found }) => ({
      PropertyPath: path,
      ExpectedValue: JSON.stringify(expected ?? null),
      ActualValue: JSON.stringify(found ?? null),
      DifferenceType: expected === undefined ? 'ADD' : found === undefined ? 'REMOVE' : 'NOT_EQUAL',
    })),
    StackResourceDriftStatus: status,
    Timestamp: new Date(atMs),
  };
}
