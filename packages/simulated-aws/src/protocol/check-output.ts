import type { NormalizedSchema } from '@smithy/core/schema';

/** Everything in an output that the service's own description does not have, in words; empty: all is well. */
export function checkOutput(schema: NormalizedSchema, value: unknown, at: string): readonly string[] {
  if (value === undefined || value === null) return [];
  if (schema.isStructSchema() || schema.isUnitSchema()) return checkStructure(schema, value, at);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((item, index) => checkOutput(schema.getValueSchema(), item, `${at}[${index}]`));
  }
  if (schema.isTimestampSchema() && !(value instanceof Date)) return [`${at} is no Date`];
  if (schema.isStringSchema() && typeof value !== 'string') return [`${at} is no text`];
  if (schema.isBooleanSchema() && typeof value !== 'boolean') return [`${at} is no boolean`];
  if (schema.isNumericSchema() && typeof value !== 'number') return [`${at} is no number`];
  return [];
}

function checkStructure(schema: NormalizedSchema, value: unknown, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${at} is no structure`];
  const known = new Map(schema.isUnitSchema() ? [] : schema.structIterator());
  return Object.entries(value).flatMap(([name, inside]) => {
    const member = known.get(name);
    return member === undefined ? [`${at} has no member ${name}`] : checkOutput(member, inside, `${at}.${name}`);
  });
}
