import type { Json } from '../world/resource-store.ts';
import { functionIn, isMap } from './template.ts';

/** What a value asks for from elsewhere in its template; an attribute of null: its Ref. */
export interface Reference {
  readonly name: string;
  readonly attribute: string | null;
}

const knownFunctions = new Set(
  'And Base64 Cidr Contains EachMemberEquals EachMemberIn Equals FindInMap GetAZs GetAtt If ImportValue Join Length Not Or Select Split Sub ToJsonString'
    .split(' ')
    .map((name) => `Fn::${name}`)
    .concat('Ref', 'Condition'),
);

export function referencesIn(value: Json | undefined): Reference[] {
  return functionsIn(value).flatMap(({ name, argument }) => {
    if (name === 'Ref' && typeof argument === 'string') return [{ name: argument, attribute: null }];
    if (name === 'Fn::GetAtt') return attributeReference(argument);
    if (name === 'Fn::Sub') return substituted(argument);
    return [];
  });
}

/** A function that CloudFormation does not have; undefined: there is none. */
export function unknownFunctionIn(value: Json | undefined): string | undefined {
  return functionsIn(value).find(({ name }) => !knownFunctions.has(name))?.name;
}

/** Names of conditions by which something is chosen. */
export function conditionsIn(value: Json | undefined): string[] {
  return functionsIn(value).flatMap(({ name, argument }) => {
    const condition =
      name === 'Condition' ? argument : name === 'Fn::If' && Array.isArray(argument) ? argument[0] : null;
    return typeof condition === 'string' ? [condition] : [];
  });
}

/** What is asked of other stacks; a value that still has to be computed. */
export function importsIn(value: Json | undefined): Json[] {
  return functionsIn(value).flatMap(({ name, argument }) => (name === 'Fn::ImportValue' ? [argument] : []));
}

interface Call {
  readonly name: string;
  readonly argument: Json;
}

/** Every function in a value, outer before inner. `Condition` counts only where its value is a name: policies have it too. */
function functionsIn(value: Json | undefined): Call[] {
  if (Array.isArray(value)) return value.flatMap(functionsIn);
  if (!isMap(value)) return [];
  const call = functionIn(value);
  if (call === null) return Object.values(value).flatMap(functionsIn);
  return [...(call.name === 'Condition' && isMap(call.argument) ? [] : [call]), ...functionsIn(call.argument)];
}

function attributeReference(argument: Json): Reference[] {
  const [name, ...rest] = Array.isArray(argument) ? argument : String(argument).split('.');
  return typeof name === 'string' ? [{ name, attribute: rest.join('.') }] : [];
}

function substituted(argument: Json): Reference[] {
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string') return [];
  return gapsOf(text)
    .filter((gap) => !isMap(given) || given[gap] === undefined)
    .map((gap) => {
      const [name = '', ...rest] = gap.split('.');
      return { name, attribute: rest.length === 0 ? null : rest.join('.') };
    });
}

/** `${Name}` and `${Name.Attribute}`; `${!Text}` stands for itself. */
function gapsOf(text: string): string[] {
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, inside = '']) => inside.trim());
}
