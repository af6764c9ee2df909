import { isMap } from '../value.ts';
import { intrinsicOf } from './intrinsic.ts';

/** A reference by which a value of a template asks for something from elsewhere. */
export type WrittenReference = { readonly path: string } & (
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'attribute'; readonly name: string /** Null: computed. */; readonly attribute: string | null }
  | { readonly kind: 'condition'; readonly name: string }
  | { readonly kind: 'mapping'; readonly name: string; readonly keys: readonly unknown[] }
  | { readonly kind: 'imported'; readonly value: unknown }
  /** Not a function of CloudFormation, or not with such an argument. */
  | { readonly kind: 'unknown'; readonly name: string }
);

const otherFunctions = new Set([
  'Fn::And',
  'Fn::Base64',
  'Fn::Cidr',
  'Fn::Equals',
  'Fn::GetAZs',
  'Fn::Join',
  'Fn::Length',
  'Fn::Not',
  'Fn::Or',
  'Fn::Select',
  'Fn::Split',
  'Fn::ToJsonString',
  'Fn::Transform',
]);

/** Everything that a value refers to, in the order of the template. */
export function writtenReferences(value: unknown, path: string): WrittenReference[] {
  const found: WrittenReference[] = [];
  collect(value, path, found);
  return found;
}

function collect(value: unknown, path: string, found: WrittenReference[]): void {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) collect(value[index], `${path}[${index}]`, found);
    return;
  }
  if (!isMap(value)) return;
  // Anywhere else it is a key like any other, as in policies.
  if (path.startsWith('Conditions') && typeof value.Condition === 'string')
    found.push({ kind: 'condition', name: value.Condition, path });
  const intrinsic = intrinsicOf(value);
  if (intrinsic) collectIntrinsic(intrinsic.name, intrinsic.argument, `${path}.${intrinsic.name}`, found);
  else for (const key in value) collect(value[key], `${path}.${key}`, found);
}

type Collect = (argument: unknown, path: string, found: WrittenReference[]) => void;

const collectors: ReadonlyMap<string, Collect> = new Map([
  ['Ref', collectRef],
  ['Fn::GetAtt', collectAttribute],
  ['Fn::Sub', collectSubstitution],
  ['Fn::If', collectIf],
  ['Fn::FindInMap', collectMapping],
  ['Fn::ImportValue', collectImport],
]);

function collectIntrinsic(name: string, argument: unknown, path: string, found: WrittenReference[]): void {
  const collector = collectors.get(name);
  if (collector) {
    collector(argument, path, found);
    return;
  }
  if (!otherFunctions.has(name)) found.push({ kind: 'unknown', name, path });
  collect(argument, path, found);
}

function collectRef(argument: unknown, path: string, found: WrittenReference[]): void {
  if (typeof argument === 'string') found.push({ kind: 'ref', name: argument, path });
  else found.push({ kind: 'unknown', name: 'Ref', path });
}

function collectImport(argument: unknown, path: string, found: WrittenReference[]): void {
  found.push({ kind: 'imported', value: argument, path });
  collect(argument, path, found);
}

function collectAttribute(argument: unknown, path: string, found: WrittenReference[]): void {
  const [name, attribute] = Array.isArray(argument) ? argument : splitOnce(argument);
  if (typeof name !== 'string' || attribute === undefined) {
    found.push({ kind: 'unknown', name: 'Fn::GetAtt', path });
    return;
  }
  found.push({ kind: 'attribute', name, attribute: typeof attribute === 'string' ? attribute : null, path });
  collect(attribute, path, found);
}

function splitOnce(text: unknown): string[] {
  if (typeof text !== 'string') return [];
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** `${Name}`, `${Name.Attribute}`; `${!Text}` stands for itself. */
function collectSubstitution(argument: unknown, path: string, found: WrittenReference[]): void {
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string' || !isMap(given)) {
    found.push({ kind: 'unknown', name: 'Fn::Sub', path });
    return;
  }
  for (const [, inside = ''] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) {
    const variable = inside.trim();
    if (Object.hasOwn(given, variable)) continue;
    const [name = '', attribute] = splitOnce(variable);
    found.push(attribute === undefined ? { kind: 'ref', name, path } : { kind: 'attribute', name, attribute, path });
  }
  collect(given, path, found);
}

function collectIf(argument: unknown, path: string, found: WrittenReference[]): void {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    found.push({ kind: 'unknown', name: 'Fn::If', path });
    return;
  }
  found.push({ kind: 'condition', name: argument[0], path });
  collect(argument[1], `${path}[1]`, found);
  collect(argument[2], `${path}[2]`, found);
}

function collectMapping(argument: unknown, path: string, found: WrittenReference[]): void {
  if (!Array.isArray(argument) || argument.length < 3) {
    found.push({ kind: 'unknown', name: 'Fn::FindInMap', path });
    return;
  }
  const [name, ...keys] = argument;
  if (typeof name === 'string') found.push({ kind: 'mapping', name, keys: keys.slice(0, 2), path });
  collect(argument, path, found);
}
