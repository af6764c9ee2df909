import { isDeepStrictEqual } from 'node:util';
import { AwsFault } from '../service/service.ts';
import type { JsonMap } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import type { StackScope } from './evaluate.ts';
import { changedProperties, replacementFor } from './replacement.ts';
import type { PlannedChange, Stack, StackRequest, StackResource } from './stack.ts';
import { stackScope } from './stack-scope.ts';
import type { RehearsedResource } from './template.ts';
import { propertiesOf, wantedResources } from './wanted-resources.ts';

/** Changes that a request would make to a stack's resources. */
export function planChanges(world: World, stack: Stack, request: StackRequest): PlannedChange[] {
  const scope = stackScope(world, stack, request, stack.resources);
  const { definitions } = wantedResources(scope);
  const changes = Object.entries(definitions).flatMap(([name, definition]) => {
    const old = stack.resources.get(name);
    return old ? modification(old, definition, scope) : [addition(name, definition)];
  });
  const removed = [...stack.resources.values()].filter(({ logicalId }) => definitions[logicalId] === undefined);
  return [...changes, ...removed.map(removal)];
}

/** Whether a request would leave a stack as it is, its outputs and tags too. */
export function changesNothing(stack: Stack, request: StackRequest, changes: readonly PlannedChange[]): boolean {
  const { request: before } = stack;
  return (
    changes.length === 0 &&
    isDeepStrictEqual(before.template.Outputs ?? {}, request.template.Outputs ?? {}) &&
    isDeepStrictEqual(before.tags, request.tags)
  );
}

function addition(logicalId: string, { Type: type }: RehearsedResource): PlannedChange {
  return { action: 'Add', logicalId, physicalId: null, type, replacement: null, changed: [] };
}

function removal({ logicalId, physicalId, definition }: StackResource): PlannedChange {
  return { action: 'Remove', logicalId, physicalId, type: definition.Type, replacement: null, changed: [] };
}

function modification(old: StackResource, definition: RehearsedResource, scope: StackScope): PlannedChange[] {
  const { logicalId, physicalId, definition: before, properties } = old;
  const after = knownProperties(logicalId, definition, scope);
  const changed = after === null ? ['Properties'] : changedProperties(properties, after);
  const parts = (['DeletionPolicy', 'UpdateReplacePolicy', 'Metadata'] as const).filter(
    (part) => !isDeepStrictEqual(before[part], definition[part]),
  );
  if (changed.length === 0 && parts.length === 0) return [];
  const replacement = ({ yes: 'True', maybe: 'Conditional', no: 'False' } as const)[
    after === null ? 'maybe' : replacementFor(definition.Type, properties, after)
  ];
  return [
    { action: 'Modify', logicalId, physicalId, type: definition.Type, replacement, changed: [...changed, ...parts] },
  ];
}

/** Null: they depend on something that is not there yet. */
function knownProperties(logicalId: string, definition: RehearsedResource, scope: StackScope): JsonMap | null {
  try {
    return propertiesOf(logicalId, definition, scope);
  } catch (fault) {
    if (fault instanceof AwsFault) return null;
    throw fault;
  }
}
