import type { EvaluatedResource } from '../template/evaluate.ts';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { nameRules } from './name-rules.ts';
import { valueAt } from './value-at.ts';

/** No two resources of a type have the same name where the name has to be unique. */
export function checkUniqueNames({ evaluated }: Guarded): GuardrailFinding[] {
  const first = new Map<string, EvaluatedResource>();
  return evaluated.flatMap(({ region, resources }) =>
    resources.flatMap((resource) => {
      const rule = Object.hasOwn(nameRules, resource.type) ? nameRules[resource.type] : undefined;
      const name = rule && valueAt(resource.properties, rule.property);
      if (!rule || typeof name !== 'string') return [];
      const scope = rule.within ? JSON.stringify(valueAt(resource.properties, rule.within)) : '';
      const key = [
        resource.type,
        rule.everywhere ? '' : region,
        scope,
        rule.ignoresCase ? name.toLowerCase() : name,
      ].join('|');
      const other = first.get(key);
      if (!other) {
        first.set(key, resource);
        return [];
      }
      const place = { stack: resource.stack, resource: resource.logicalId, path: `Properties.${rule.property}` };
      const message = `"${name}" is also the name of ${other.logicalId} in ${other.stack}; each ${resource.type} needs its own`;
      return [failure(place, message, 'Rename one of the projects or people that the name is made of.')];
    }),
  );
}
