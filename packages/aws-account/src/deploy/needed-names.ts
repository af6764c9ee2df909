import { namedResources, resourcesByKey } from '@atelier/aws';
import { evaluate, type StackTemplate } from '@atelier/cloudformation';
import { type Account, holdsNothing } from '../read/account.ts';
import { outlives } from '../take-back/kept-stack.ts';

/** A resource that a deployment would make under a name of its own, and keep when it is taken out again. */
export interface NeededName {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
}

/**
 * Of the resources of templates that have a name and outlive their stack, those that their stack does not hold now:
 * whatever else has such a name, a stack before it may have left there.
 */
export function neededNames(
  templates: readonly StackTemplate[],
  { account, region, stacks }: Account,
): readonly NeededName[] {
  const written = resourcesByKey(templates);
  const held = new Set(
    stacks.flatMap((stack) =>
      holdsNothing(stack) ? [] : stack.resources.map(({ type, logicalId }) => `${stack.name}/${logicalId} ${type}`),
    ),
  );
  return [...namedResources(evaluate(templates, { account, region }))].flatMap(([key, { resource, name }]) => {
    const { stack, logicalId, type } = resource;
    const definition = written.get(key);
    const isMade = definition !== undefined && outlives(definition) && !held.has(`${key} ${type}`);
    return isMade ? [{ stack, logicalId, type, name: name.name }] : [];
  });
}
