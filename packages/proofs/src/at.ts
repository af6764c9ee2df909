import { isMap, own, scalarText, type Value, type ValueMap } from '@atelier/cloudformation';

/** The value at a path of keys such as `VpcConfig.Subnets`; undefined where there is none. */
export function at(value: Value | undefined, path: string): Value | undefined {
  return path
    .split('.')
    .reduce<Value | undefined>((part, key) => (isMap(part) ? (own(part, key) as Value | undefined) : undefined), value);
}

/** The items of a list; a single value counts as a list of one. */
export function listAt(value: Value | undefined, path: string): readonly Value[] {
  const found = at(value, path);
  if (found === undefined || found === null) return [];
  return Array.isArray(found) ? found : [found as Value];
}

export function textAt(value: Value | undefined, path: string): string | undefined {
  return scalarText(at(value, path)) ?? undefined;
}

/** CloudFormation takes `true` as a word, too. */
export function isTrueAt(value: Value | undefined, path: string): boolean {
  return /^(true|yes|on)$/i.test(textAt(value, path) ?? '');
}

export function isFalseAt(value: Value | undefined, path: string): boolean {
  return /^(false|no|off)$/i.test(textAt(value, path) ?? '');
}

export function isValueMap(value: Value | undefined): value is ValueMap {
  return isMap(value);
}
