import { present } from '../world/leaving.ts';
import type { StoredResource } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import type { StackScope } from './evaluate.ts';
import { parameterValues } from './parameters.ts';
import type { Stack, StackRequest, StackResource } from './stack.ts';
import { exportsOf } from './stack-book.ts';

/** Where the names in a request for a stack are looked up; `resources` is what there is of the stack by then. */
export function stackScope(
  world: World,
  stack: Pick<Stack, 'name' | 'id'>,
  request: StackRequest,
  resources: ReadonlyMap<string, StackResource>,
): StackScope {
  return {
    template: request.template,
    world,
    parameters: parameterValues(request.template, request.parameters, world),
    pseudo: {
      'AWS::AccountId': world.account,
      'AWS::NotificationARNs': [],
      'AWS::Partition': world.partition,
      'AWS::Region': world.region,
      'AWS::StackId': stack.id,
      'AWS::StackName': stack.name,
      'AWS::URLSuffix': 'amazonaws.com',
    },
    tags: request.tags,
    made: (logicalId) => resourceOf(world, resources.get(logicalId)),
    exported: (name) => exportsOf(world).find(({ exportName }) => exportName === name)?.value,
  };
}

/** The resource in the account that stands for a resource of a stack; undefined where there is none. */
export function resourceOf(world: World, resource: StackResource | undefined): StoredResource | undefined {
  return resource && present(world, resource.definition.Type).find(({ id }) => id === resource.physicalId);
}
