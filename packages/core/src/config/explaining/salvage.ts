import type * as z from 'zod';
import { valueAt } from './explain-schema.ts';
import type { Path } from './issue.ts';

const mostRounds = 12;

/**
 * The file as far as it can be understood: whatever does not fit the schema is left out, so that rules still see the rest.
 *
 * What the schema demands is taken from `skeleton` when it is missing. Undefined when nothing sensible remains.
 */
export function salvage<File>(schema: z.ZodType<File>, data: unknown, skeleton: object): File | undefined {
  let rest: unknown = structuredClone(data);
  for (let round = 0; round < mostRounds; round++) {
    const result = schema.safeParse(rest);
    if (result.success) return result.data;
    if (typeof rest !== 'object' || rest === null || Array.isArray(rest)) rest = {};
    for (const path of lastFirst(result.error.issues.flatMap(pathsOf))) repair(rest as object, path, skeleton);
  }
  return undefined;
}

/** Paths of what cannot stay, by what one issue says. */
export function pathsOf(issue: z.core.$ZodIssue): readonly Path[] {
  const path = issue.path as Path;
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
}

/** Later list positions first, so that removing one does not shift the others. */
function lastFirst(paths: readonly Path[]): readonly Path[] {
  return paths.toSorted((a, b) => listPosition(b) - listPosition(a));
}

function listPosition(path: Path): number {
  const last = path.at(-1);
  return typeof last === 'number' ? last : -1;
}

function repair(data: object, path: Path, skeleton: object): void {
  const parent = valueAt(data, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || typeof parent !== 'object' || parent === null) return;
  const replacement = valueAt(skeleton, path);
  if (replacement !== undefined) Reflect.set(parent, last, structuredClone(replacement));
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (Object.hasOwn(parent, last)) Reflect.deleteProperty(parent, last);
  else repair(data, path.slice(0, -1), skeleton);
}
