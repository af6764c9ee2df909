import type { EvaluatedResource } from '@atelier/cloudformation';
import type { Model } from '../model.ts';
import type { Rule, Violation } from '../rule.ts';
import type { TypeEntry } from '../types/type-table.ts';

function ofClass<Class extends TypeEntry['class']>(model: Model, wanted: Class) {
  return model.stacks
    .flatMap(({ resources }) => resources)
    .flatMap((resource) => {
      const entry = model.types.get(resource.type);
      return entry?.class === wanted ? [{ resource, entry: entry as Extract<TypeEntry, { class: Class }> }] : [];
    });
}

function unmodelled(model: Model): Violation[] {
  return ofClass(model, 'not modelled').map(({ resource }) => ({
    at: resource,
    path: 'Type',
    message: `What ${article(resource)} can do is not modelled, so nothing about ${resource.logicalId} is proven.`,
    fix: `Leave it out, or say with --accept why ${resource.logicalId} does no harm.`,
    verdict: 'not proven' as const,
  }));
}

function outside(model: Model): Violation[] {
  return ofClass(model, 'outside').map(({ resource, entry }) => ({
    at: resource,
    path: 'Type',
    message: `${article(resource)} is outside by its nature: ${entry.because}`,
    fix: `Leave it out, or say with --accept why ${resource.logicalId} is wanted.`,
    promises: entry.promises,
  }));
}

function article({ type }: EvaluatedResource): string {
  return `a resource of the type ${type}`;
}

export const typeRules: readonly Rule[] = [
  {
    id: 'type-outside',
    proves: 'No resource leads out of the network or into it, or gives rights to others, by its very nature.',
    beyond: '',
    violations: outside,
  },
  {
    id: 'type-unmodelled',
    proves: 'Somebody has looked at what every type of resource can do.',
    beyond: 'What AWS adds to a type later.',
    violations: unmodelled,
  },
];
