import { intrinsicOf, isNoValue } from '../references/intrinsic.ts';
import { isMap } from '../value.ts';
import { accepted } from './accepted.ts';
import { type PropertySchema, type PropertySchemas, structureOf, type ValueType } from './resource-schema.ts';
import type { SchemaRule } from './schema-finding.ts';

/** A value that does not fit its schema. */
export interface ValueFinding {
  readonly rule: SchemaRule;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

const textFunctions = new Set(['Fn::Base64', 'Fn::Join', 'Fn::Sub', 'Fn::ToJsonString']);
const listFunctions = new Set(['Fn::Cidr', 'Fn::GetAZs', 'Fn::Split']);

/** Check the properties of a resource, or of a structure in one. */
export function checkProperties(
  owner: string,
  values: Readonly<Record<string, unknown>>,
  schemas: PropertySchemas,
  path: string,
): ValueFinding[] {
  const findings: ValueFinding[] = [];
  for (const name in schemas) {
    if (!schemas[name]?.required || (name in values && !isNoValue(values[name]))) continue;
    const message = `${owner} has no ${name}, which is required`;
    findings.push({ rule: 'missing-property', path: `${path}.${name}`, message, fix: `Add ${name}.` });
  }
  for (const name in values) {
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema) {
      findings.push(...checkProperty(values[name], schema, `${path}.${name}`));
    } else {
      const message = `${name} is not a property of ${owner}; accepted are ${accepted(name, Object.keys(schemas))}`;
      findings.push({
        rule: 'unknown-property',
        path: `${path}.${name}`,
        message,
        fix: 'Correct the name or remove it.',
      });
    }
  }
  return findings;
}

function checkProperty(value: unknown, schema: PropertySchema, path: string): ValueFinding[] {
  const findings = checkValue(value, schema.type, path);
  if (findings.length === 0) return findings;
  const older = (schema.previousTypes ?? []).filter((type) => type.type !== 'json');
  return older.some((type) => checkValue(value, type, path).length === 0) ? [] : findings;
}

function checkValue(value: unknown, type: ValueType, path: string): ValueFinding[] {
  const intrinsic = intrinsicOf(value);
  if (intrinsic) return checkIntrinsic(intrinsic.name, intrinsic.argument, type, path);
  switch (type.type) {
    case 'array':
      if (!Array.isArray(value)) return [wrongType(value, 'a list', path)];
      return value.flatMap((each, index) => checkValue(each, type.element, `${path}[${index}]`));
    case 'map':
      if (!isMap(value)) return [wrongType(value, 'an object', path)];
      return Object.entries(value).flatMap(([key, each]) => checkValue(each, type.element, `${path}.${key}`));
    case 'ref':
      if (!isMap(value)) return [wrongType(value, 'an object', path)];
      return checkProperties(lastName(path), value, structureOf(type), path);
    case 'tag':
      if (!isMap(value)) return [wrongType(value, 'a tag with Key and Value', path)];
      return checkProperties('A tag', value, tag, path);
    case 'union':
      return fewest(type.types.map((each) => checkValue(value, each, path)));
    default:
      return checkPrimitive(value, type, path);
  }
}

const tag: PropertySchemas = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' } },
};

function checkIntrinsic(name: string, argument: unknown, type: ValueType, path: string): ValueFinding[] {
  if (name === 'Fn::If' && Array.isArray(argument)) {
    return argument.slice(1).flatMap((each, index) => checkValue(each, type, `${path}.Fn::If[${index + 1}]`));
  }
  const list = type.type === 'array';
  const text = type.type === 'string';
  if (list && textFunctions.has(name)) return [wrongType(`the text of ${name}`, 'a list', path)];
  if (text && listFunctions.has(name)) return [wrongType(`the list of ${name}`, 'a text', path)];
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

const words: Readonly<Record<Primitive['type'], string>> = {
  string: 'a text',
  'date-time': 'a date and time as text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  json: 'an object, a list or JSON as text',
  tag: 'a tag',
  null: 'null',
};

function checkPrimitive(value: unknown, type: Primitive, path: string): ValueFinding[] {
  if (!fits[type.type](value)) return [wrongType(value, words[type.type], path)];
  const allowed = 'allowedValues' in type ? type.allowedValues : undefined;
  if (!allowed || allowed.some((each) => String(each) === String(value))) return [];
  const message = `${shown(value)} is not accepted; accepted are ${accepted(String(value), allowed.map(String))}`;
  return [{ rule: 'value-not-allowed', path, message, fix: 'Give one of the accepted values.' }];
}

function isNumber(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

function isJsonText(value: unknown): boolean {
  return typeof value === 'string' && /^\s*[[{]/.test(value);
}

function wrongType(value: unknown, wanted: string, path: string): ValueFinding {
  const message = `${shown(value)} is given where ${wanted} is accepted`;
  return { rule: 'wrong-type', path, message, fix: `Give ${wanted}.` };
}

const longestShown = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replace(/(\[\d+\])+$/, '');
}

function fewest(alternatives: readonly ValueFinding[][]): ValueFinding[] {
  return alternatives.reduce((best, each) => (each.length < best.length ? each : best));
}
