import { isMap, own, type Value } from '@atelier/cloudformation';

export interface FoundValue {
  /** Such as `Outputs[0].S3Output.S3Uri`. */
  readonly path: string;
  /** Undefined: the property is left out. */
  readonly value: Value | undefined;
  /** Something that is no map stands where properties should be: the value is what stands there. */
  readonly isCutShort?: true;
}

/**
 * Values at a path such as `Rules[].Destination.Bucket`. Of a list that is left out on the way there is nothing to
 * find; one that is left out at the end counts as a property that is left out.
 */
export function findValues(properties: Value, path: string): FoundValue[] {
  return walk(properties, path.split('.'), '');
}

function walk(value: Value | undefined, steps: readonly string[], path: string): FoundValue[] {
  const [step, ...rest] = steps;
  if (step === undefined || value === undefined || value === null) return [{ path, value }];
  if (!isMap(value)) return [{ path, value, isCutShort: true }];
  const isList = step.endsWith('[]');
  const key = isList ? step.slice(0, -2) : step;
  const next = own(value, key) as Value | undefined;
  const here = path === '' ? key : `${path}.${key}`;
  if (!isList) return walk(next, rest, rest.length > 0 && next === undefined ? [here, ...rest].join('.') : here);
  if (next === undefined) return rest.length === 0 ? [{ path: here, value: undefined }] : [];
  return Array.isArray(next)
    ? next.flatMap((item: Value, index) => walk(item, rest, `${here}[${index}]`))
    : walk(next, rest, here);
}
