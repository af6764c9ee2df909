import { isJsonObject, type Json, type JsonObject } from './json.ts';

/** Values that paths are read from: `$` is the state's data, `$$` what is known about the execution. */
export interface PathScope {
  readonly data: Json;
  readonly context: JsonObject;
}

export interface ReferencePath {
  readonly root: '$' | '$$';
  readonly steps: readonly (string | number)[];
}

const step = /\.([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\['([^'\\]+)'\]/y;

/** A path that names exactly one place: `$`, `$.a.b[0]`, `$['a name']`, `$$.Execution.Name`; undefined for others. */
export function parseReferencePath(text: string): ReferencePath | undefined {
  const root = text.startsWith('$$') ? '$$' : '$';
  if (!text.startsWith(root)) return undefined;
  const steps: (string | number)[] = [];
  step.lastIndex = root.length;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return undefined;
    const [, name, index, quoted] = match;
    steps.push(index === undefined ? (name ?? quoted ?? '') : Number(index));
  }
  return { root, steps };
}

/** The value at a path, or undefined where there is none. */
export function readPath(text: string, scope: PathScope): Json | undefined {
  const path = parseReferencePath(text);
  if (path === undefined) throw new TypeError(`${text} is not a reference path`);
  const root: Json = path.root === '$' ? scope.data : scope.context;
  return path.steps.reduce<Json | undefined>(child, root);
}

function child(value: Json | undefined, name: string | number): Json | undefined {
  if (typeof name === 'number') return Array.isArray(value) ? value[name] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * A copy of `data` with `value` at a path of names; missing objects on the way are made.
 *
 * Undefined where something other than an object is in the way.
 */
export function writePath(data: Json, steps: readonly (string | number)[], value: Json): Json | undefined {
  const [name, ...rest] = steps;
  if (name === undefined) return value;
  if (!isJsonObject(data)) return undefined;
  const inner = writePath(Object.hasOwn(data, name) ? (data[name] as Json) : {}, rest, value);
  return inner === undefined ? undefined : { ...data, [name]: inner };
}
