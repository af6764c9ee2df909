import { z } from 'zod';
import type { JsonObject } from './json.ts';
import { parseReferencePath, type ReferencePath } from './reference-path.ts';

/** Parts of the context that mean the same on every target. */
const contextPaths = [
  'Execution.Id',
  'Execution.Name',
  'Execution.StartTime',
  'Execution.Input',
  'State.Name',
  'State.EnteredTime',
  'State.RetryCount',
];

/** The mistake in a path, as the end of a sentence that begins with the path; undefined when there is none. */
export function pathMistake(text: string, alsoInContext: readonly string[] = []): string | undefined {
  if (/^States\./.test(text)) return 'calls an intrinsic function; paths are accepted, compute in a step instead';
  if (/^\{%/.test(text)) return 'is JSONata; reference paths like $.a.b[0] are accepted';
  const path = parseReferencePath(text);
  if (path === undefined) return "is not a reference path; $, $.a.b[0], $['a name'] and $$.Execution.Name are accepted";
  return path.root === '$$' ? contextMistake(path, [...contextPaths, ...alsoInContext]) : undefined;
}

function contextMistake(path: ReferencePath, known: readonly string[]): string | undefined {
  const isKnown = known.some((name) => path.steps.join('.') === name || path.steps.join('.').startsWith(`${name}.`));
  return isKnown ? undefined : `is not known here; accepted: ${known.map((name) => `$$.${name}`).join(', ')}`;
}

function text(mistake: (value: string) => string | undefined) {
  return z.string().superRefine((value, context) => {
    const wrong = mistake(value);
    if (wrong !== undefined) context.addIssue({ code: 'custom', message: `"${value}" ${wrong}` });
  });
}

/** A place in the data or the context. */
export const path = text(pathMistake);

/** A place in the data where a result is put: names only. */
export const resultPath = text((value) => {
  const parsed = parseReferencePath(value);
  return parsed?.root === '$' && parsed.steps.every((step) => typeof step === 'string')
    ? undefined
    : 'cannot take a result; null, $ and names like $.a.b are accepted';
});

/** An object whose keys that end in `.$` hold paths, however deep. */
export function payloadTemplate(alsoInContext: readonly string[] = []) {
  return z.record(z.string(), z.json()).superRefine((template, context) => {
    for (const [key, value] of pathsOf(template as JsonObject)) {
      const wrong = typeof value === 'string' ? pathMistake(value, alsoInContext) : 'is not a path';
      if (wrong !== undefined) context.addIssue({ code: 'custom', message: `"${value}" ${wrong}`, path: [key] });
    }
  }) as unknown as z.ZodType<JsonObject>;
}

function pathsOf(template: unknown): [string, unknown][] {
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([key, value]) => (key.endsWith('.$') ? [[key, value]] : pathsOf(value)));
}
