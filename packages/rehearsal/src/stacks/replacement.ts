import { isDeepStrictEqual } from 'node:util';
import { type PropertySchemas, resourceSchema, structureOf } from '@atelier/cloudformation/resource-schema';
import type { JsonMap } from '../world/resource-store.ts';
import { isMap } from './template.ts';

export type Certainty = 'yes' | 'maybe' | 'no';

/** Names of the properties that differ. */
export function changedProperties(before: JsonMap, after: JsonMap): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

/** Whether CloudFormation makes a new resource in the place of the old one to change its properties. */
export function replacementFor(type: string, before: JsonMap, after: JsonMap): Certainty {
  const schema = resourceSchema(type);
  return schema === null ? 'no' : replacementIn(schema.properties, before, after);
}

function replacementIn(schemas: PropertySchemas, before: JsonMap, after: JsonMap): Certainty {
  const found = changedProperties(before, after).map((name): Certainty => {
    const schema = schemas[name];
    if (schema?.causesReplacement === 'yes' || schema?.causesReplacement === 'maybe') return schema.causesReplacement;
    const [one, other] = [before[name] ?? {}, after[name] ?? {}];
    if (schema?.type.type !== 'ref' || !isMap(one) || !isMap(other)) return 'no';
    return replacementIn(structureOf(schema.type), one, other);
  });
  return found.includes('yes') ? 'yes' : found.includes('maybe') ? 'maybe' : 'no';
}
