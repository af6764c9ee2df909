import type { Json, JsonObject } from './json.ts';
import { fillTemplate } from './payload-template.ts';
import { type PathScope, parseReferencePath, readPath, writePath } from './reference-path.ts';
import { TaskError } from './task-error.ts';

/** The fields that shape what goes into a state and what comes out of it. */
export interface DataFields {
  readonly InputPath?: string | null | undefined;
  readonly Parameters?: JsonObject | undefined;
  readonly ResultSelector?: JsonObject | undefined;
  readonly ResultPath?: string | null | undefined;
  readonly OutputPath?: string | null | undefined;
}

/** The input that a state works on: InputPath, then Parameters. */
export function effectiveInput(state: DataFields, scope: PathScope): Json {
  const data = applyPath('InputPath', state.InputPath, scope);
  return state.Parameters === undefined ? data : fillTemplate(state.Parameters, { ...scope, data });
}

/** The output that a state hands on: ResultSelector, then ResultPath into the raw input, then OutputPath. */
export function stateOutput(state: DataFields, raw: PathScope, result: Json): Json {
  const chosen =
    state.ResultSelector === undefined ? result : fillTemplate(state.ResultSelector, { ...raw, data: result });
  const data = placeResult(raw.data, state.ResultPath, chosen);
  return applyPath('OutputPath', state.OutputPath, { ...raw, data });
}

/** Put a result into the raw input; a null path keeps the raw input as it is. */
export function placeResult(raw: Json, path: string | null = '$', result: Json): Json {
  if (path === null) return raw;
  const placed = writePath(raw, parseReferencePath(path)?.steps ?? [], result);
  if (placed === undefined) {
    throw new TaskError('States.ResultPathMatchFailure', `ResultPath ${path} leads through something not an object.`);
  }
  return placed;
}

/** The value at a path that has to exist; a null path stands for an empty object. */
export function applyPath(field: string, path: string | null = '$', scope: PathScope): Json {
  if (path === null) return {};
  const value = readPath(path, scope);
  if (value === undefined) throw new TaskError('States.Runtime', `${field} is ${path}, and nothing is at that path.`);
  return value;
}
