import { intrinsicOf, isNoValue } from '../references/intrinsic.ts';
import { isMap } from '../value.ts';
import { type PropertySchema, type PropertySchemas, structureOf, type ValueType } from './resource-schema.ts';

/** The type that a value should have had: a type of the schemas, or one of the structures and tags that are objects. */
export type Wanted = Exclude<ValueType['type'], 'union' | 'ref'> | 'object';

/** A place in a resource's properties that does not fit the schema. */
export type Misfit = {
  /** From the properties: names, and positions in lists. */
  readonly path: readonly (string | number)[];
} & (
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string; readonly accepted: readonly string[] }
  | { readonly kind: 'wrong-type'; readonly value: unknown; readonly wanted: Wanted }
  /** A function that makes text where a list is wanted, or the other way round. */
  | { readonly kind: 'wrong-function'; readonly name: string; readonly wanted: 'array' | 'string' }
  | { readonly kind: 'not-allowed'; readonly value: unknown; readonly allowed: readonly (string | number)[] }
);

type Path = Misfit['path'];
type Values = Readonly<Record<string, unknown>>;

const textFunctions = new Set(['Fn::Base64', 'Fn::Join', 'Fn::Sub', 'Fn::ToJsonString']);
const listFunctions = new Set(['Fn::Cidr', 'Fn::GetAZs', 'Fn::Split']);

/** Every misfit in the properties of a resource, or of a structure in one; functions are taken to give what fits. */
export function findMisfits(values: Values, schemas: PropertySchemas, path: Path = []): Misfit[] {
  const misfits: Misfit[] = [];
  for (const name in schemas) {
    if (!schemas[name]?.required || (Object.hasOwn(values, name) && !isNoValue(values[name]))) continue;
    misfits.push({ kind: 'missing', name, path });
  }
  for (const name in values) {
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema) misfits.push(...inProperty(values[name], schema, [...path, name]));
    else misfits.push({ kind: 'unknown', name, accepted: Object.keys(schemas), path });
  }
  return misfits;
}

function inProperty(value: unknown, schema: PropertySchema, path: Path): Misfit[] {
  const misfits = inValue(value, schema.type, path);
  if (misfits.length === 0) return misfits;
  const older = (schema.previousTypes ?? []).filter((type) => type.type !== 'json');
  return older.some((type) => inValue(value, type, path).length === 0) ? [] : misfits;
}

function inValue(value: unknown, type: ValueType, path: Path): Misfit[] {
  const intrinsic = intrinsicOf(value);
  if (intrinsic) return inFunction(intrinsic.name, intrinsic.argument, type, path);
  const wrong = (wanted: Wanted): Misfit[] => [{ kind: 'wrong-type', value, wanted, path }];
  switch (type.type) {
    case 'array':
      if (!Array.isArray(value)) return wrong('array');
      return value.flatMap((each, index) => inValue(each, type.element, [...path, index]));
    case 'map':
      if (!isMap(value)) return wrong('map');
      return Object.entries(value).flatMap(([key, each]) => inValue(each, type.element, [...path, key]));
    case 'ref':
      return isMap(value) ? findMisfits(value, structureOf(type), path) : wrong('object');
    case 'tag':
      return isMap(value) ? findMisfits(value, tag, path) : wrong('tag');
    case 'union':
      return fewest(type.types.map((each) => inValue(value, each, path)));
    default:
      return inPrimitive(value, type, path);
  }
}

const tag: PropertySchemas = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' } },
};

function inFunction(name: string, argument: unknown, type: ValueType, path: Path): Misfit[] {
  if (name === 'Fn::If' && Array.isArray(argument)) {
    return argument.slice(1).flatMap((each, index) => inValue(each, type, [...path, name, index + 1]));
  }
  if (type.type === 'array' && textFunctions.has(name))
    return [{ kind: 'wrong-function', name, wanted: 'array', path }];
  if (type.type === 'string' && listFunctions.has(name))
    return [{ kind: 'wrong-function', name, wanted: 'string', path }];
  return [];
}

type Primitive = Exclude<ValueType, { element: ValueType } | { types: readonly ValueType[] } | { reference: unknown }>;

/** CloudFormation turns texts into numbers and truth values, and these into texts, by itself. */
const fits: Readonly<Record<Primitive['type'], (value: unknown) => boolean>> = {
  string: (value) => ['string', 'number', 'boolean'].includes(typeof value),
  'date-time': (value) => typeof value === 'string',
  number: (value) => isNumber(value),
  integer: (value) => isNumber(value) && Number.isInteger(Number(value)),
  boolean: (value) => typeof value === 'boolean' || value === 'true' || value === 'false',
  json: (value) => isMap(value) || Array.isArray(value) || isJsonText(value),
  tag: isMap,
  null: (value) => value === null,
};

function inPrimitive(value: unknown, type: Primitive, path: Path): Misfit[] {
  if (!fits[type.type](value)) return [{ kind: 'wrong-type', value, wanted: type.type, path }];
  const allowed = 'allowedValues' in type ? type.allowedValues : undefined;
  if (!allowed || allowed.some((each) => String(each) === String(value))) return [];
  return [{ kind: 'not-allowed', value, allowed, path }];
}

function isNumber(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

function isJsonText(value: unknown): boolean {
  return typeof value === 'string' && /^\s*[[{]/.test(value);
}

function fewest(alternatives: readonly Misfit[][]): Misfit[] {
  return alternatives.reduce((best, each) => (each.length < best.length ? each : best));
}
