import { isMap, own, scalarText, type Value } from '../value.ts';
import { cidrFunction } from './cidr-blocks.ts';
import { isUnknown, itemOf, literal, unknown, unknownText } from './reference.ts';
import { attribute, refer, type Scope } from './scope.ts';

/** No template that CloudFormation takes comes near; functions inside functions could double a text without end. */
const longestText = 65_536;
const deepest = 100;

/** Work out the intrinsic functions in a part of a template; undefined is `AWS::NoValue`. */
export function resolve(scope: Scope, raw: unknown, depth = 0): Value | undefined {
  if (depth > deepest) return unknown;
  if (typeof raw === 'string') return literal(raw);
  if (typeof raw === 'number' || typeof raw === 'boolean' || raw === null) return raw;
  if (Array.isArray(raw))
    return raw.map((item) => resolve(scope, item, depth + 1)).filter((item) => item !== undefined);
  if (!isMap(raw)) return unknown;
  const [only, second] = Object.keys(raw);
  if (only !== undefined && second === undefined && isFunction(only)) return call(scope, only, raw[only], depth + 1);
  const entries = Object.entries(raw).flatMap(([key, part]) => {
    const value = resolve(scope, part, depth + 1);
    return value === undefined ? [] : [[literal(key), value] as const];
  });
  return Object.fromEntries(entries);
}

function isFunction(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

type Intrinsic = (scope: Scope, argument: unknown, depth: number) => Value | undefined;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (scope, name) => (typeof name === 'string' ? refer(scope, name) : unknown),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': substitute,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::If': choose,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': (scope, name, depth) => {
    const text = textOf(scope, name, depth);
    return scope.exported(text) ?? unknownText(`import/${text.replace(/[⟨⟩]/g, '')}`);
  },
  'Fn::GetAZs': (scope, region, depth) => {
    const of = textOf(scope, region === '' ? { Ref: 'AWS::Region' } : region, depth).replace(/[⟨⟩]/g, '');
    return [1, 2, 3, 4, 5, 6].map((zone) => unknownText(`zone ${zone} of ${of}`));
  },
  // The text itself: what is in it is what counts.
  'Fn::Base64': (scope, text, depth) => resolve(scope, text, depth),
  'Fn::Cidr': (scope, argument, depth) => cidrFunction(listOf(scope, argument, depth)),
  'Fn::Length': (scope, list, depth) => {
    const value = resolve(scope, list, depth);
    return Array.isArray(value) ? value.length : unknown;
  },
  'Fn::ToJsonString': (scope, value, depth) => bounded(JSON.stringify(resolve(scope, value, depth) ?? null)),
};

function call(scope: Scope, name: string, argument: unknown, depth: number): Value | undefined {
  const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  return intrinsic === undefined ? unknown : intrinsic(scope, argument, depth);
}

/** Every function that is understood. */
export const knownFunctions: ReadonlySet<string> = new Set([
  ...Object.keys(intrinsics),
  'Fn::Equals',
  'Fn::And',
  'Fn::Or',
  'Fn::Not',
]);

function bounded(text: string): string {
  return text.length > longestText ? unknown : text;
}

function textOf(scope: Scope, raw: unknown, depth: number): string {
  return scalarText(resolve(scope, raw, depth)) ?? unknown;
}

function listOf(scope: Scope, raw: unknown, depth: number): readonly Value[] {
  const value = resolve(scope, raw, depth);
  return Array.isArray(value) ? value : [value ?? unknown];
}

function getAtt(scope: Scope, argument: unknown, depth: number): Value {
  const text = typeof argument === 'string' ? argument : listOf(scope, argument, depth).map(scalarText).join('.');
  const dot = text.indexOf('.');
  return dot < 0 ? unknown : attribute(scope, literal(text.slice(0, dot)), literal(text.slice(dot + 1)));
}

function substitute(scope: Scope, argument: unknown, depth: number): Value {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string') return unknown;
  // Each name once: variables within variables, each used twice, would double the work at every level.
  const values = new Map<string, string>();
  const filled = literal(text).replace(/\$\{(!?)([^}]*)\}/g, (_, mark: string, name: string) => {
    if (mark !== '') return `\${${name}}`;
    const value = values.get(name) ?? substituted(scope, name.trim(), variables, depth);
    values.set(name, value);
    return value;
  });
  return bounded(filled);
}

function substituted(scope: Scope, name: string, variables: unknown, depth: number): string {
  const variable = own(variables, name);
  if (variable !== undefined) return textOf(scope, variable, depth);
  return textOf(scope, name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, depth);
}

function join(scope: Scope, argument: unknown, depth: number): Value {
  const [separator, list] = Array.isArray(argument) ? argument : [];
  if (typeof separator !== 'string') return unknown;
  return bounded(
    listOf(scope, list, depth)
      .map((item) => scalarText(item) ?? unknown)
      .join(literal(separator)),
  );
}

function split(scope: Scope, argument: unknown, depth: number): Value {
  const [separator, text] = Array.isArray(argument) ? argument : [];
  const value = textOf(scope, text, depth);
  if (typeof separator !== 'string' || separator === '') return unknown;
  return /^⟨[^⟨⟩]*⟩$/.test(value) ? value : value.split(separator);
}

function select(scope: Scope, argument: unknown, depth: number): Value {
  const [rawIndex, rawList] = Array.isArray(argument) ? argument : [];
  const index = Number(textOf(scope, rawIndex, depth));
  const list = resolve(scope, rawList, depth);
  if (!Number.isInteger(index)) return unknown;
  if (Array.isArray(list)) return list[index] ?? unknown;
  return isUnknown(list) ? itemOf(String(list), index) : unknown;
}

function choose(scope: Scope, argument: unknown, depth: number): Value | undefined {
  const [name, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
  const isFalse = typeof name === 'string' && !scope.supposed(name);
  return resolve(scope, isFalse ? whenFalse : whenTrue, depth);
}

function findInMap(scope: Scope, argument: unknown, depth: number): Value {
  const [name, first, second] = listOf(scope, argument, depth).map(scalarText);
  const row = own(own(own(scope.template.template, 'Mappings'), name ?? ''), first ?? '');
  const found = own(row, second ?? '');
  return found === undefined ? unknown : (resolve(scope, found, depth) ?? unknown);
}
