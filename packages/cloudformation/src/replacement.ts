import { isDeepStrictEqual } from 'node:util';
import { type PropertySchemas, resourceSchema, structureOf, type ValueType } from './schema-check/resource-schema.ts';

/** A changed property that CloudFormation cannot change in place. */
export interface Replacement {
  /** `maybe`: it depends on values or on the service. */
  readonly certainty: 'yes' | 'maybe';
  /** From the resource: `Properties.BucketName`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Properties = Readonly<Record<string, unknown>>;

/** Why CloudFormation would make a new resource in the place of the old one; empty: it changes the one it has. */
export function replacements(type: string, before: Properties, after: Properties): Replacement[] {
  const schema = resourceSchema(type);
  return schema ? changedIn(schema.properties, before, after, 'Properties') : [];
}

/** Whether a change of what is at a path would replace the resource; null: it would not. */
export function certaintyAt(type: string, path: string): Replacement['certainty'] | null {
  let properties = resourceSchema(type)?.properties;
  for (const name of path
    .replaceAll(/\[\d+\]/g, '')
    .split('.')
    .slice(1)) {
    const schema = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!schema) return null;
    if (schema.causesReplacement === 'yes' || schema.causesReplacement === 'maybe') return schema.causesReplacement;
    const inner = innermost(schema.type);
    properties = inner.type === 'ref' ? structureOf(inner) : undefined;
  }
  return null;
}

function changedIn(schemas: PropertySchemas, before: Properties, after: Properties, path: string): Replacement[] {
  return Object.entries(schemas).flatMap(([name, schema]) => {
    const change = { path: `${path}.${name}`, before: before[name], after: after[name] };
    if (isDeepStrictEqual(change.before, change.after)) return [];
    const certainty = schema.causesReplacement;
    if (certainty === 'yes' || certainty === 'maybe') return [{ certainty, ...change }];
    return changedInside(schema.type, change);
  });
}

type Change = Omit<Replacement, 'certainty'>;

function changedInside(type: ValueType, change: Change): Replacement[] {
  const { path, before, after } = change;
  if (type.type === 'array') return changedItems(type.element, change);
  if (type.type !== 'ref') return [];
  const schemas = structureOf(type);
  if (isStructure(before, schemas) && isStructure(after, schemas))
    return changedIn(schemas, before ?? {}, after ?? {}, path);
  return canReplace(type) ? [{ certainty: 'maybe', ...change }] : [];
}

/** Items are compared place by place; more or fewer of them is no change of any of them. */
function changedItems(element: ValueType, { path, before, after }: Change): Replacement[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [];
  const both = Math.min(before.length, after.length);
  return Array.from({ length: both }, (_, index) => ({
    path: `${path}[${index}]`,
    before: before[index],
    after: after[index],
  })).flatMap((change) => (isDeepStrictEqual(change.before, change.after) ? [] : changedInside(element, change)));
}

/** Whether it is written out, and not computed by a function that stands in its place. */
function isStructure(value: unknown, schemas: PropertySchemas): value is Properties | undefined {
  if (value === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).every((name) => Object.hasOwn(schemas, name));
}

function canReplace(type: Extract<ValueType, { type: 'ref' }>, seen = new Set<string>()): boolean {
  if (seen.has(type.reference.$ref)) return false;
  seen.add(type.reference.$ref);
  return Object.values(structureOf(type)).some((schema) => {
    if (schema.causesReplacement === 'yes' || schema.causesReplacement === 'maybe') return true;
    const inner = innermost(schema.type);
    return inner.type === 'ref' && canReplace(inner, seen);
  });
}

function innermost(type: ValueType): ValueType {
  return type.type === 'array' || type.type === 'map' ? innermost(type.element) : type;
}
