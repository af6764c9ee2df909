import type { EvaluatedResource, EvaluatedStack } from '@atelier/cloudformation';
import { type PhysicalName, physicalName } from './physical-name.ts';

export interface NamedResource {
  /** `stack/logical id`. */
  readonly key: string;
  readonly resource: EvaluatedResource;
  readonly name: PhysicalName;
}

/** The resources whose names are written out, by `stack/logical id`. */
export function namedResources(stacks: readonly EvaluatedStack[]): ReadonlyMap<string, NamedResource> {
  const all = stacks.flatMap(({ region, resources }) =>
    resources.flatMap((resource) => {
      const name = physicalName(resource, region);
      const key = `${resource.stack}/${resource.logicalId}`;
      return name === null ? [] : [[key, { key, resource, name }] as const];
    }),
  );
  return new Map(all);
}
