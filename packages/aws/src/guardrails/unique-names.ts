import type { EvaluatedResource } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { nameRules } from './name-rules.ts';
import { physicalName } from './physical-name.ts';

/** No two resources of a type have the same name where the name has to be unique. */
export function checkUniqueNames({ evaluated }: Guarded): GuardrailFinding[] {
  const first = new Map<string, EvaluatedResource>();
  return evaluated.flatMap(({ region, resources }) =>
    resources.flatMap((resource) => {
      const named = Object.hasOwn(nameRules, resource.type) ? physicalName(resource, region) : null;
      if (named === null) return [];
      const other = first.get(named.key);
      if (!other) {
        first.set(named.key, resource);
        return [];
      }
      const place = { stack: resource.stack, resource: resource.logicalId, path: `Properties.${named.property}` };
      const message = `"${named.name}" is also the name of ${other.logicalId} in ${other.stack}; each ${resource.type} needs its own`;
      return [failure(place, message, 'Rename one of the projects or people that the name is made of.')];
    }),
  );
}
