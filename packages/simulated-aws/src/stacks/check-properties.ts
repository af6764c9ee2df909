import { findMisfits, type Misfit, resourceSchema } from '@atelier/cloudformation';
import type { JsonMap } from '../world/resource-store.ts';

const words: Readonly<Record<Extract<Misfit, { kind: 'wrong-type' }>['wanted'], string>> = {
  array: 'JSONArray',
  map: 'JSONObject',
  object: 'JSONObject',
  tag: 'JSONObject',
  string: 'String',
  'date-time': 'String',
  number: 'Number',
  integer: 'Integer',
  boolean: 'Boolean',
  json: 'JSONObject',
  null: 'Null',
};

/** Misfits with the schema of a type, in CloudFormation's words; functions in place of values are taken to fit. */
export function checkProperties(type: string, properties: JsonMap): string[] {
  const schema = resourceSchema(type);
  return schema === null ? [] : findMisfits(properties, schema.properties).map(said);
}

function said(misfit: Misfit): string {
  const place = ['#', ...misfit.path.filter((part) => part !== 'Fn::If')].join('/');
  switch (misfit.kind) {
    case 'missing':
      return `${place}: required key [${misfit.name}] not found`;
    case 'unknown':
      return `${place}: extraneous key [${misfit.name}] is not permitted`;
    case 'wrong-type':
      return `${place}: expected type: ${words[misfit.wanted]}, found: ${nameOf(misfit.value)}`;
    case 'wrong-function':
      return `${place}: expected type: ${words[misfit.wanted]}, found: ${misfit.wanted === 'array' ? 'String' : 'JSONArray'}`;
    case 'not-allowed':
      return `${place}: ${String(misfit.value)} is not a valid enum value`;
  }
}

function nameOf(value: unknown): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  return { string: 'String', number: 'Number', boolean: 'Boolean' }[String(typeof value)] ?? 'JSONObject';
}
