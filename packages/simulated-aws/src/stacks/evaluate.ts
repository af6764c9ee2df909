import { cidrBlocks } from '@atelier/cloudformation';
import { customResourceType } from '../kinds/custom-resource-kind.ts';
import type { StoredResource, WireJson } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { validationError } from './parse-template.ts';
import type { StackTag } from './stack.ts';
import { functionIn, isMap, type RehearsedTemplate } from './template.ts';

/** Where the names in a template are looked up. */
export interface StackScope {
  readonly template: RehearsedTemplate;
  readonly parameters: Readonly<Record<string, WireJson>>;
  /** By name, such as `AWS::Region`. */
  readonly pseudo: Readonly<Record<string, WireJson>>;
  /** The account, for what is read from outside of the template. */
  readonly world: World;
  /** Of the stack. */
  readonly tags: readonly StackTag[];
  made(logicalId: string): StoredResource | undefined;
  exported(name: string): string | undefined;
}

type Apply = (argument: WireJson, scope: StackScope) => WireJson | undefined;

/** The value that stands there once all functions are applied; undefined: `AWS::NoValue`. */
export function evaluate(value: WireJson, scope: StackScope): WireJson | undefined {
  if (Array.isArray(value)) return value.map((each) => evaluate(each, scope)).filter((each) => each !== undefined);
  if (!isMap(value)) return value;
  const call = functionIn(value);
  const apply = call && functions.get(call.name);
  if (call && apply && !(call.name === 'Condition' && isMap(call.argument))) return apply(call.argument, scope);
  const entries = Object.entries(value).map(([key, each]) => [key, evaluate(each, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, WireJson] => entry[1] !== undefined));
}

/** Whether a condition of the template holds. */
export function holds(name: string, scope: StackScope): boolean {
  const condition = scope.template.Conditions?.[name];
  if (condition === undefined) throw validationError(`Template format error: Unresolved condition dependency ${name}`);
  return evaluate(condition, scope) === true;
}

const functions: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ['Ref', (name, scope) => refer(String(name), scope)],
  ['Condition', (name, scope) => holds(String(name), scope)],
  ['Fn::GetAtt', getAttribute],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::If', choose],
  ['Fn::FindInMap', findInMap],
  ['Fn::ImportValue', importValue],
  ['Fn::GetAZs', (_, scope) => ['a', 'b', 'c'].map((zone) => `${text(scope.pseudo['AWS::Region'])}${zone}`)],
  ['Fn::Base64', (argument, scope) => Buffer.from(text(evaluate(argument, scope))).toString('base64')],
  ['Fn::Cidr', cidr],
  ['Fn::Length', (argument, scope) => list(argument, scope).length],
  ['Fn::ToJsonString', (argument, scope) => JSON.stringify(evaluate(argument, scope))],
  ['Fn::Equals', equals],
  ['Fn::And', (argument, scope) => list(argument, scope).every((each) => each === true)],
  ['Fn::Or', (argument, scope) => list(argument, scope).some((each) => each === true)],
  ['Fn::Not', (argument, scope) => list(argument, scope)[0] !== true],
  ['Fn::Contains', contains],
]);

function text(value: WireJson | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(text).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function list(argument: WireJson, scope: StackScope): readonly WireJson[] {
  const value = evaluate(argument, scope);
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function refer(name: string, scope: StackScope): WireJson | undefined {
  if (name === 'AWS::NoValue') return undefined;
  const value = scope.pseudo[name] ?? scope.parameters[name] ?? scope.made(name)?.id;
  if (value === undefined) throw validationError(`Template error: ${name} has no value at this moment`);
  return value;
}

function attributeOf(logicalId: string, attribute: string, scope: StackScope): WireJson {
  const resource = scope.made(logicalId);
  const value = resource?.attributes[attribute];
  if (resource !== undefined && value !== undefined) return value;
  if (resource?.type === customResourceType) return `${attribute} of ${logicalId}`;
  throw validationError(
    `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
  );
}

function getAttribute(argument: WireJson, scope: StackScope): WireJson {
  const [name, ...rest] = Array.isArray(argument) ? list(argument, scope).map(text) : text(argument).split('.');
  return attributeOf(name ?? '', rest.join('.'), scope);
}

function substitute(argument: WireJson, scope: StackScope): WireJson {
  const [template, given] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = isMap(given) ? given : {};
  return text(template).replace(/\$\{([^}]*)\}/g, (_, inside: string) => {
    const gap = inside.trim();
    if (gap.startsWith('!')) return `\${${gap.slice(1)}}`;
    const variable = variables[gap];
    if (variable !== undefined) return text(evaluate(variable, scope));
    const [name = '', ...rest] = gap.split('.');
    return text(rest.length === 0 ? refer(name, scope) : attributeOf(name, rest.join('.'), scope));
  });
}

function join(argument: WireJson, scope: StackScope): WireJson {
  const [separator, parts] = Array.isArray(argument) ? argument : [];
  return list(parts ?? [], scope)
    .map(text)
    .join(text(separator));
}

function select(argument: WireJson, scope: StackScope): WireJson | undefined {
  const [index, from] = Array.isArray(argument) ? argument : [];
  const found = list(from ?? [], scope)[Number(text(evaluate(index ?? null, scope)))];
  if (found === undefined) throw validationError('Template error: Fn::Select cannot select nonexistent value');
  return found;
}

function split(argument: WireJson, scope: StackScope): WireJson {
  const [separator, whole] = Array.isArray(argument) ? argument : [];
  return text(evaluate(whole ?? null, scope)).split(text(separator));
}

function choose(argument: WireJson, scope: StackScope): WireJson | undefined {
  const [condition, then, otherwise] = Array.isArray(argument) ? argument : [];
  const chosen = holds(text(condition), scope) ? then : otherwise;
  return chosen === undefined ? undefined : evaluate(chosen, scope);
}

function findInMap(argument: WireJson, scope: StackScope): WireJson {
  const [map = '', first = '', second = ''] = list(argument, scope).map(text);
  const row = scope.template.Mappings?.[map]?.[first];
  const found = isMap(row) ? row[second] : undefined;
  if (found === undefined)
    throw validationError(`Template error: Unable to get mapping for ${map}::${first}::${second}`);
  return found;
}

function importValue(argument: WireJson, scope: StackScope): WireJson {
  const name = text(evaluate(argument, scope));
  const value = scope.exported(name);
  if (value === undefined) throw validationError(`No export named ${name} found.`);
  return value;
}

function cidr(argument: WireJson, scope: StackScope): WireJson {
  const [block = '', count = '1', hostBits = '8'] = list(argument, scope).map(text);
  return cidrBlocks(block, Number(count), Number(hostBits));
}

function equals(argument: WireJson, scope: StackScope): WireJson {
  const [one, other] = list(argument, scope).map(text);
  return one === other;
}

function contains(argument: WireJson, scope: StackScope): WireJson {
  const [all, one] = list(argument, scope);
  return Array.isArray(all) && all.map(text).includes(text(one));
}
