import { referencesIn } from './references.ts';
import type { RehearsedResource } from './template.ts';

/** By resource, the resources of the same template that have to be there before it. */
export function dependencies(
  resources: Readonly<Record<string, RehearsedResource>>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(resources).map(([name, { DependsOn: dependsOn = [], Properties: properties }]) => {
      const needed = [dependsOn].flat().concat(referencesIn(properties).map((reference) => reference.name));
      return [name, [...new Set(needed)].filter((each) => resources[each] !== undefined)];
    }),
  );
}
