import { isDeepStrictEqual } from 'node:util';
import { type EvaluatedStack, own, unknown, type Value } from '@atelier/cloudformation';
import type { Guarded } from './guardrail.ts';

/**
 * Whether a property is the same in both once its functions are worked out, though it is written otherwise: a name with
 * the account in it, say, after the file has named the account.
 *
 * @returns a question by `stack/logical id` and path such as `Properties.BucketName`
 */
export function sameOnceKnown({ evaluated, evaluatedDeployed }: Guarded): (key: string, path: string) => boolean {
  const before = propertiesByKey(evaluatedDeployed);
  const after = propertiesByKey(evaluated);
  return (key, path) => {
    const [was, willBe] = [valueAtPath(before.get(key), path), valueAtPath(after.get(key), path)];
    // What nobody can tell may differ although it reads alike.
    return was !== undefined && isDeepStrictEqual(was, willBe) && !JSON.stringify(was).includes(unknown);
  };
}

function propertiesByKey(stacks: readonly EvaluatedStack[]): ReadonlyMap<string, Value> {
  return new Map(
    stacks.flatMap(({ stack, resources }) =>
      resources.map(({ logicalId, properties }) => [`${stack}/${logicalId}`, properties] as const),
    ),
  );
}

function valueAtPath(properties: Value | undefined, path: string): unknown {
  const [, ...steps] = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  return steps.reduce<unknown>(
    (value, step) => (Array.isArray(value) ? value[Number(step)] : own(value, step)),
    properties,
  );
}
