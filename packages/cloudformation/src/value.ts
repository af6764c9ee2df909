/**
 * A value of a template after evaluation: plain JSON.
 *
 * What only the cloud knows stands in it as text in angle brackets, alone or inside other text: `⟨stack/Bucket⟩` is a
 * Ref, `⟨stack/Bucket.Arn⟩` a GetAtt, `⟨stack/Parameter⟩` a parameter without a value, `⟨Region⟩` a pseudo
 * parameter that was not given. `referencesIn` finds them.
 */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

export type ValueMap = { readonly [key: string]: Value };

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that the author has written under a key, and nothing that JavaScript adds. */
export function own(map: unknown, key: string): unknown {
  return isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A scalar as CloudFormation puts it into text; null for a list or a map. */
export function scalarText(value: Value | undefined): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Text, or nothing where a template has something else. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
