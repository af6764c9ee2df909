import {
  type PropertySchema,
  type PropertySchemas,
  resourceSchema,
  structureOf,
  type ValueType,
} from '@atelier/cloudformation';
import type { Json, JsonMap } from '../world/resource-store.ts';
import { functionIn, isMap } from './template.ts';

const listFunctions = new Set(['Fn::Cidr', 'Fn::GetAZs', 'Fn::Split']);
const textFunctions = new Set(['Fn::Base64', 'Fn::Join', 'Fn::Sub', 'Fn::ToJsonString']);

/** What the schema of a type does not accept, in CloudFormation's words; functions in place of values are taken to fit. */
export function checkProperties(type: string, properties: JsonMap): string[] {
  const schema = resourceSchema(type);
  return schema === null ? [] : checkStructure(properties, schema.properties, '#');
}

function checkStructure(values: JsonMap, schemas: PropertySchemas, path: string): string[] {
  const missing = Object.keys(schemas).filter((name) => {
    const value = values[name];
    return schemas[name]?.required && (value === undefined || (isMap(value) && value.Ref === 'AWS::NoValue'));
  });
  return [
    ...missing.map((name) => `${path}: required key [${name}] not found`),
    ...Object.entries(values).flatMap(([name, value]) => {
      const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
      if (schema === undefined) return [`${path}: extraneous key [${name}] is not permitted`];
      return checkProperty(value, schema, `${path}/${name}`);
    }),
  ];
}

function checkProperty(value: Json, schema: PropertySchema, path: string): string[] {
  const found = checkValue(value, schema.type, path);
  if (found.length === 0) return found;
  const older = (schema.previousTypes ?? []).filter(({ type }) => type !== 'json');
  return older.some((type) => checkValue(value, type, path).length === 0) ? [] : found;
}

function checkValue(value: Json, type: ValueType, path: string): string[] {
  const call = functionIn(value);
  if (call !== null && call.name !== 'Condition') return checkFunction(call, type, path);
  switch (type.type) {
    case 'array':
      if (!Array.isArray(value)) return [wrong(value, 'JSONArray', path)];
      return value.flatMap((each, index) => checkValue(each, type.element, `${path}/${index}`));
    case 'map':
      if (!isMap(value)) return [wrong(value, 'JSONObject', path)];
      return Object.entries(value).flatMap(([key, each]) => checkValue(each, type.element, `${path}/${key}`));
    case 'ref':
      return isMap(value) ? checkStructure(value, structureOf(type), path) : [wrong(value, 'JSONObject', path)];
    case 'tag':
      return isMap(value) ? checkStructure(value, tag, path) : [wrong(value, 'JSONObject', path)];
    case 'union':
      return type.types
        .map((each) => checkValue(value, each, path))
        .reduce((one, other) => (other.length < one.length ? other : one));
    default:
      return checkPrimitive(value, type, path);
  }
}

const tag: PropertySchemas = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' } },
};

function checkFunction({ name, argument }: { name: string; argument: Json }, type: ValueType, path: string): string[] {
  if (name === 'Fn::If' && Array.isArray(argument))
    return argument.slice(1).flatMap((each) => checkValue(each, type, path));
  if (type.type === 'array' && textFunctions.has(name)) return [`${path}: expected type: JSONArray, found: String`];
  if (type.type === 'string' && listFunctions.has(name)) return [`${path}: expected type: String, found: JSONArray`];
  return [];
}

type Primitive = Exclude<ValueType, { element: ValueType } | { types: readonly ValueType[] } | { reference: unknown }>;

const fits: Readonly<Record<Primitive['type'], (value: Json) => boolean>> = {
  string: (value) => typeof value !== 'object' || value === null,
  'date-time': (value) => typeof value === 'string',
  number: isNumber,
  integer: (value) => isNumber(value) && Number.isInteger(Number(value)),
  boolean: (value) => typeof value === 'boolean' || value === 'true' || value === 'false',
  json: (value) => isMap(value) || Array.isArray(value) || (typeof value === 'string' && /^\s*[[{]/.test(value)),
  tag: isMap,
  null: (value) => value === null,
};

const words: Readonly<Record<Primitive['type'], string>> = {
  string: 'String',
  'date-time': 'String',
  number: 'Number',
  integer: 'Integer',
  boolean: 'Boolean',
  json: 'JSONObject',
  tag: 'JSONObject',
  null: 'Null',
};

function checkPrimitive(value: Json, type: Primitive, path: string): string[] {
  if (!fits[type.type](value)) return [wrong(value, words[type.type], path)];
  const allowed = 'allowedValues' in type ? type.allowedValues : undefined;
  if (!allowed || allowed.some((each) => String(each) === String(value))) return [];
  return [`${path}: ${String(value)} is not a valid enum value`];
}

function isNumber(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

function wrong(value: Json, wanted: string, path: string): string {
  return `${path}: expected type: ${wanted}, found: ${nameOf(value)}`;
}

function nameOf(value: Json): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  if (typeof value === 'object') return 'JSONObject';
  return { string: 'String', number: 'Number', boolean: 'Boolean' }[typeof value as 'string' | 'number' | 'boolean'];
}
