import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { type PathScope, readPath } from './reference-path.ts';
import { TaskError } from './task-error.ts';

/** Replace each `"name.$": path` of a template, however deep, by `"name": value`. */
export function fillTemplate(template: Json, scope: PathScope): Json {
  if (Array.isArray(template)) return template.map((item) => fillTemplate(item, scope));
  return isJsonObject(template) ? fillObject(template, scope) : template;
}

function fillObject(template: JsonObject, scope: PathScope): JsonObject {
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$') ? [key.slice(0, -2), selected(key, String(value), scope)] : [key, fillTemplate(value, scope)],
    ),
  );
}

function selected(key: string, path: string, scope: PathScope): Json {
  const value = readPath(path, scope);
  if (value === undefined) {
    throw new TaskError('States.ParameterPathFailure', `"${key}" asks for ${path}, and there is nothing at that path.`);
  }
  return value;
}
